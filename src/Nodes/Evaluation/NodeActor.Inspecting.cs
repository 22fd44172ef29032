using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Answering what state the nodes are in; nothing runs for it.</summary>
internal sealed partial class NodeActor
{
    private void On(Inspect inspect)
    {
        foreach ((int index, int slot) in inspect.Cells)
        {
            inspect.Request.Report(slot, StatusOf(ref _cells[index], inspect.Revision));
        }
        _outbox.Send(RunId.Clock, new Inspected(inspect.Request));
    }

    private static NodeStatus StatusOf(ref Cell cell, long revision)
    {
        bool hasValue = cell.HasValue && !cell.IsWaiting;
        Value value = hasValue ? cell.Value : Value.Of(double.NaN);
        bool isValid = hasValue && value.Fault is null && cell.Span.Covers(revision);
        long bytes = !hasValue ? 0 : value.IsNumber ? sizeof(double) : value.Bytes;
        return new NodeStatus(isValid, hasValue ? value.Shape : null, cell.Runs, cell.Hits, bytes, cell.Evictions);
    }
}
