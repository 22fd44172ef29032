using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Cells that are on their way out: their shards were told to free them and have not said that they are free. Until
/// then neither a cell nor the number of its node is given again, so that no message meets a later tenant.
/// </summary>
internal sealed class LeavingCells(IGraphOutbox outbox, IEraPhase era, Planner planner)
{
    // By the cell: the node that it is; null for what a shard had of another's node.
    private readonly Dictionary<CellAddress, GraphNode?> _leaving = [];

    /// <summary>How many have not been freed yet.</summary>
    public int Count => _leaving.Count;

    /// <summary>A node was forgotten: its cell goes, and the copies of it that nobody told of.</summary>
    public void Leave(GraphNode node, CellRelease release)
    {
        foreach (CellAddress copy in planner.DropCopies(node)) Leave(copy, null, release);
        CellAddress address = planner.Leave(node);
        if (address.IsTaken && era.Has(address.Shard)) Leave(address, node, release);
        else release.Add(node);
    }

    /// <summary>
    /// Cells are free, and the numbers of their nodes. What a shard then reads no more of others' nodes goes, too.
    /// </summary>
    public void Free(CellsFreed freed)
    {
        var release = new CellRelease();
        foreach (int cell in freed.Freed)
        {
            var address = new CellAddress(freed.By, cell);
            if (!_leaving.Remove(address, out GraphNode? node)) continue;
            planner.Free(address);
            if (node is not null) release.Add(node);
        }

        foreach ((int cell, int node) in freed.Unread)
        {
            var address = new CellAddress(freed.By, cell);
            if (planner.TryDropGuest(address, node, freed.CellAssignments)) Leave(address, null, release);
        }

        release.Send(outbox);
    }

    /// <summary>In a new era: what went with a lost shard is gone; the others are told once more.</summary>
    public void TellAnew()
    {
        var release = new CellRelease();
        foreach ((CellAddress address, GraphNode? node) in _leaving.ToArray())
        {
            if (era.Has(address.Shard))
            {
                release.Add(address);
                continue;
            }

            _leaving.Remove(address);
            if (node is not null) release.Add(node);
        }

        release.Send(outbox);
    }

    private void Leave(CellAddress address, GraphNode? node, CellRelease release)
    {
        _leaving.Add(address, node);
        release.Add(address);
    }
}
