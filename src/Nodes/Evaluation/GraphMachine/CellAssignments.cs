using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What cells each shard was assigned. Whatever was planned is handed over at once, with what the variables among it
/// have, so that no shard is asked for a cell that it was not given.
/// </summary>
/// <param name="outbox">Hands over.</param>
/// <param name="planner">Gives nodes their cells.</param>
/// <param name="variables">What variables have. Null where shards are never lost, and nobody counts.</param>
internal sealed class CellAssignments(IOutbox outbox, Planner planner, Variables? variables)
{
    private readonly Dictionary<ShardId, int> _sent = [];

    /// <summary>The node's cell, which its shard has been given by now.</summary>
    public CellAddress Plan(GraphNode node)
    {
        CellAddress address = planner.Plan(node);
        HandOver();
        return address;
    }

    /// <summary>Hands over whatever was planned.</summary>
    public void HandOver()
    {
        while (planner.TryTakeAssignment(out CellAssignment? cells)) HandOver(cells);
    }

    /// <summary>Whether a shard that has had so many assignments of cells has had all.</summary>
    public bool HasAll(ShardId shard, int received) => received == _sent.GetValueOrDefault(shard);

    private void HandOver(CellAssignment cells)
    {
        if (variables is not null) _sent[cells.Shard] = _sent.GetValueOrDefault(cells.Shard) + 1;
        IReadOnlyList<(int Place, Value Value)> values = variables?.ValuesFor(cells) ?? [];
        outbox.Send(cells.Shard, new AssignCells(cells, values));
    }
}
