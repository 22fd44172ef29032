using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Answering what state the nodes are in; nothing runs for it.</summary>
internal sealed partial class NodeMachine
{
    private void On(Inspect inspect)
    {
        var statuses = new NodeStatus[inspect.Cells.Count];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = StatusOf(ref _cells[inspect.Cells[i]], inspect.Revision);
        }

        _outbox.Send(ShardId.Clock, new Inspected(inspect.Number, statuses));
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
