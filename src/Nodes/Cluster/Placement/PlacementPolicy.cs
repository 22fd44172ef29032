using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// On which member each node of a graph lives: where it was told to, if that member is there, else beside the largest
/// of its operands. What was said of a node is a wish: a graph goes on when a member is gone. Used by the clock only.
/// </summary>
internal sealed class PlacementPolicy(Graph graph, ShardId home, Variables variables) : IShardPolicy
{
    private readonly NodeSizes _sizes = new(variables);
    private readonly Dictionary<ShardId, long> _bytes = [];
    private IReadOnlyList<ShardPlace> _peers = [];

    public bool MayMove => true;

    /// <summary>Chooses among these members from now on.</summary>
    public void Use(MemberEraPlan plan) => _peers = plan.Peers;

    public ShardId Choose(GraphNode node, CellAddresses addresses)
    {
        long bytes = _sizes.Of(node);
        ShardId shard = WishFor(node) ?? Nearest(node, addresses);
        _bytes[shard] = _bytes.GetValueOrDefault(shard) + bytes;
        return shard;
    }

    public void Leave(GraphNode node, ShardId shard)
    {
        _bytes[shard] = Math.Max(0, _bytes.GetValueOrDefault(shard) - _sizes.Of(node));
        _sizes.Forget(node);
    }

    /// <summary>Which shard fits what was said; null when none is there.</summary>
    public ShardId? Find(PlaceRequest where)
    {
        if (where.Member.Length > 0) return First(peer => peer.Card.Name == where.Member);
        if (where.Role.Length > 0) return First(peer => peer.Card.Roles.Contains(where.Role));
        return where.Rule == PlaceRequest.Spread.Rule ? First(_ => true) : null;
    }

    private ShardId? WishFor(GraphNode node) => graph.WhereOf(node) is { } where ? Find(where) : null;

    /// <summary>
    /// Of those that fit, the one with the fewest bytes; ties by the order of the shards, alike everywhere.
    /// </summary>
    private ShardId? First(Func<ShardPlace, bool> fits) => _peers
        .Where(fits)
        .OrderBy(peer => _bytes.GetValueOrDefault(peer.Shard)).ThenBy(peer => peer.Shard.Value)
        .Select(peer => (ShardId?)peer.Shard)
        .FirstOrDefault();

    /// <summary>Where most bytes of its operands are; home if it has none.</summary>
    private ShardId Nearest(GraphNode node, CellAddresses addresses)
    {
        (ShardId shard, long most) = (home, -1);
        for (int i = 0; i < node.OperandCount; i++)
        {
            GraphNode operand = node.Operand(i);
            if (operand.Kind == NodeKind.Constant && operand.Shape is { Rank: 0 }) continue;
            long bytes = _sizes.Of(operand);
            if (bytes > most) (shard, most) = (addresses[operand].Shard, bytes);
        }

        return shard;
    }
}
