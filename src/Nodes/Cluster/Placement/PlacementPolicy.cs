using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Knows what a placement has to know of one graph: its shards and how much is on each, where operands live and how
/// large they are. Used by the clock only.
/// </summary>
internal sealed class PlacementPolicy(IPlacement placement, Graph graph, ShardPlace home, Variables variables)
    : IShardPolicy
{
    private readonly NodeSizes _sizes = new(variables);
    private ShardLoad[] _shards = [new ShardLoad(home.Shard, home.Card, 0)];
    private OperandPlace[] _operands = new OperandPlace[8];

    public bool MayMove => true;

    /// <summary>Chooses among these members from now on.</summary>
    public void Use(MemberEraPlan plan)
    {
        var bytes = _shards.ToDictionary(shard => shard.Shard, shard => shard.Bytes);
        _shards = [.. plan.Peers.Select(
            peer => new ShardLoad(peer.Shard, peer.Card, bytes.GetValueOrDefault(peer.Shard)))];
    }

    public ShardId Choose(GraphNode node, CellAddresses addresses)
    {
        int operands = LookAtOperands(node, addresses);
        var asked = new NodeToPlace(graph.WhereOf(node), home.Shard, _operands.AsSpan(0, operands));
        ShardId shard = placement.Place(asked, _shards);
        Load(shard, _sizes.Of(node));
        return shard;
    }

    public void Leave(GraphNode node, ShardId shard)
    {
        Load(shard, -_sizes.Of(node));
        _sizes.Forget(node);
    }

    /// <summary>Which shard fits what was said; null when none is there.</summary>
    public ShardId? Find(PlaceRequest where) => placement.Find(where, _shards);

    /// <summary>A number is copied to wherever it is read.</summary>
    private int LookAtOperands(GraphNode node, CellAddresses addresses)
    {
        int count = 0;
        for (int i = 0; i < node.OperandCount; i++)
        {
            GraphNode operand = node.Operand(i);
            if (operand.Kind == NodeKind.Constant && operand.Shape is { Rank: 0 }) continue;
            if (count == _operands.Length) Array.Resize(ref _operands, 2 * count);
            _operands[count++] = new OperandPlace(addresses[operand].Shard, _sizes.Of(operand));
        }

        return count;
    }

    private void Load(ShardId shard, long bytes)
    {
        for (int i = 0; i < _shards.Length; i++)
        {
            if (_shards[i].Shard != shard) continue;
            _shards[i] = _shards[i] with { Bytes = Math.Max(0, _shards[i].Bytes + bytes) };
            return;
        }
    }
}
