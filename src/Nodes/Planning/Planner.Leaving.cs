using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>Nodes that leave: their places are free when their shards say so.</summary>
internal sealed partial class Planner
{
    private int _left;

    /// <summary>The node was forgotten: nobody is sent to its place any more. Where that was, if it had one.</summary>
    public CellAddress Leave(GraphNode node)
    {
        CellAddress address = Addresses[node];
        if (!address.IsTaken) return address;
        Addresses.Place(node, CellAddress.None);
        policy.Leave(node, address.Shard);
        if (policy.MayMove) ForgetPlaced();
        return address;
    }

    /// <summary>The cells of other shards that stand for a node which is forgotten, and that nobody told of.</summary>
    public IEnumerable<CellAddress> DropCopies(GraphNode constant)
    {
        if (!policy.MayMove || constant.Kind != NodeKind.Constant) yield break;
        foreach (ShardPlan? shard in _shards)
        {
            if (shard?.DropGuest(constant) is { } cell) yield return new CellAddress(shard.Id, cell);
        }
    }

    /// <summary>The shard says that nothing in it reads this cell. True when that is still so.</summary>
    public bool TryDropGuest(CellAddress guest, int node, int assignments) =>
        _shards[guest.Shard.Value] is { } shard && shard.TryDropGuest(node, guest.Cell, assignments);

    /// <summary>The cell may be given to another node.</summary>
    public void Free(CellAddress address) => _shards[address.Shard.Value]?.Free(address.Cell);

    // So seldom that it costs each node that leaves a look at two others.
    private void ForgetPlaced()
    {
        if (++_left <= _placed.Count / 2) return;
        _placed.RemoveAll(node => node.IsForgotten);
        _left = 0;
    }
}
