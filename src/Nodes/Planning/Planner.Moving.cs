using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Nodes that get another address: because their shard is gone, or because somebody moves them. Whoever borrows them is
/// told the new one. It happens while nothing is under way.
/// </summary>
internal sealed partial class Planner
{
    // In the order of planning, so operands come before their users.
    private readonly List<GraphNode> _placed = [];

    /// <summary>
    /// Places every node anew whose shard is not among those that are left. Costs a look at every node.
    /// </summary>
    public void KeepOnly(IReadOnlySet<ShardId> left)
    {
        for (int i = 0; i < _shards.Count; i++)
        {
            if (_shards[i] is { } shard && !left.Contains(shard.Id)) _shards[i] = null;
        }

        _placed.RemoveAll(node => node.IsForgotten);
        foreach (GraphNode node in _placed)
        {
            if (_shards[Addresses[node].Shard.Value] is null) Addresses.Place(node, CellAddress.None);
        }

        foreach (GraphNode node in _placed)
        {
            if (!Addresses[node].IsTaken) Settle(node, policy.Choose(node, Addresses));
        }

        Finish();
    }

    /// <summary>Moves a node to another shard.</summary>
    public void Move(GraphNode node, ShardId to)
    {
        CellAddress before = Addresses[node];
        if (!before.IsTaken || before.Shard == to) return;
        Settle(node, to);
        if (node.Kind != NodeKind.Constant) Surrender(node, before);
        Finish();
    }

    private void Surrender(GraphNode node, CellAddress before)
    {
        ShardOf(before.Shard).Surrender(node, before.Cell, Addresses[node]);
        AddReader(Addresses[node], before);
    }

    private void Settle(GraphNode node, ShardId at)
    {
        Place(node, at);
        foreach (ShardPlan? shard in _shards)
        {
            if (shard is null || shard.Id == at) continue;
            if (shard.Relink(node, Addresses[node]) is { } import)
                AddReader(Addresses[node], new CellAddress(shard.Id, import));
            if (shard.Touch()) _touched.Add(shard);
        }
    }
}
