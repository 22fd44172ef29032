using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Whatever was planned is handed over at once, so that no shard is asked for a cell that it was not given.
/// </summary>
internal sealed partial class GraphMachine
{
    // For each shard, how many assignments of cells it was sent.
    private readonly Dictionary<ShardId, int> _cellAssignments = [];

    private CellAddress Plan(GraphNode node)
    {
        CellAddress address = _planner.Plan(node);
        HandOver();
        return address;
    }

    private void HandOver()
    {
        while (_planner.TryTakeAssignment(out CellAssignment? cells)) HandOver(cells);
    }

    /// <summary>Hands cells over, with what the variables among them have.</summary>
    private void HandOver(CellAssignment cells)
    {
        if (_variables is not null) _cellAssignments[cells.Shard] = _cellAssignments.GetValueOrDefault(cells.Shard) + 1;
        IReadOnlyList<(int Place, Value Value)> values = _variables?.ValuesFor(cells) ?? [];
        _outbox.Send(cells.Shard, new AssignCells(cells, values));
    }
}
