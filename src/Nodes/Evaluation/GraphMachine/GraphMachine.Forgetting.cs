using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Nodes that nobody holds any more: their cells are let go, and when they are gone, their numbers are free. Until then
/// neither is given to another node, so that no message meets a later tenant.
/// </summary>
internal sealed partial class GraphMachine
{
    // Some tens of microseconds: assignments and evaluations have their turn in between.
    private const int ForgottenAtATime = 256;

    // By the cell that is to go: the node that it is; null for what a shard had of another's node.
    private readonly Dictionary<CellAddress, GraphNode?> _leaving = [];
    private readonly Queue<GraphNode> _forgotten = new();
    private bool _goesOn;

    private void On(NodesForgotten forgotten)
    {
        foreach (GraphNode node in forgotten.Nodes) _forgotten.Enqueue(node);
        _forgottenCount += forgotten.Nodes.Count;
        if (_phase == Phase.Steady) LetForgottenGo();
    }

    private void LetForgottenGo()
    {
        if (_forgotten.Count == 0) return;
        var gone = new List<GraphNode>();
        var freeing = new Dictionary<ShardId, List<int>>();
        for (int left = ForgottenAtATime; left > 0 && _forgotten.TryDequeue(out GraphNode? node); left--)
        {
            _variables?.Forget(node);
            foreach (CellAddress copy in _planner.DropCopies(node)) Go(copy, null, freeing);
            CellAddress address = _planner.Leave(node);
            if (address.IsTaken && IsThere(address.Shard)) Go(address, node, freeing);
            else gone.Add(node);
        }

        Send(freeing);
        _outbox.Recycle(gone);
        if (_forgotten.Count == 0 || _goesOn) return;
        _goesOn = true;
        _outbox.Send(ShardId.Clock, new Continue());
    }

    /// <summary>Others had their turn.</summary>
    private void OnContinue()
    {
        _goesOn = false;
        if (_phase == Phase.Steady) LetForgottenGo();
    }

    /// <summary>What went with a lost shard is gone already; embedded shards are never lost.</summary>
    private bool IsThere(ShardId shard) => _plan.Era == 0 || _plan.Shards.Contains(shard);

    private void On(CellsFreed freed)
    {
        var gone = new List<GraphNode>();
        foreach (int cell in freed.Freed)
        {
            var address = new CellAddress(freed.By, cell);
            if (!_leaving.Remove(address, out GraphNode? node)) continue;
            _planner.Free(address);
            if (node is not null) gone.Add(node);
        }

        _outbox.Recycle(gone);
        var freeing = new Dictionary<ShardId, List<int>>();
        foreach ((int cell, int node) in freed.Unread)
        {
            var address = new CellAddress(freed.By, cell);
            if (_planner.TryDropGuest(address, node, freed.CellAssignments)) Go(address, null, freeing);
        }

        Send(freeing);
    }

    /// <summary>In a new era: what went with a lost shard is gone; the others are told once more.</summary>
    private void LetGoAnew()
    {
        var gone = new List<GraphNode>();
        var freeing = new Dictionary<ShardId, List<int>>();
        HashSet<ShardId> shards = [.. _plan.Shards];
        foreach ((CellAddress address, GraphNode? node) in _leaving.ToArray())
        {
            if (shards.Contains(address.Shard))
            {
                Note(freeing, address);
                continue;
            }

            _leaving.Remove(address);
            if (node is not null) gone.Add(node);
        }

        Send(freeing);
        _outbox.Recycle(gone);
        LetForgottenGo();
    }

    private void Go(CellAddress address, GraphNode? node, Dictionary<ShardId, List<int>> freeing)
    {
        _leaving.Add(address, node);
        Note(freeing, address);
    }

    private static void Note(Dictionary<ShardId, List<int>> freeing, CellAddress address)
    {
        if (!freeing.TryGetValue(address.Shard, out List<int>? cells)) freeing.Add(address.Shard, cells = []);
        cells.Add(address.Cell);
    }

    private void Send(Dictionary<ShardId, List<int>> freeing)
    {
        foreach ((ShardId shard, List<int> cells) in freeing) _outbox.Send(shard, new FreeCells(cells));
    }
}
