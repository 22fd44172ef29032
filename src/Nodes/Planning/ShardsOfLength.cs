using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Fills one shard after the other with <paramref name="length"/> nodes each, in the order of planning, which is
/// operands first: neighbours mostly share a shard. A length of one makes every node an actor of its own.
/// </summary>
internal sealed class ShardsOfLength(int length) : IShardPolicy
{
    private int _shard;
    private int _members;

    public ShardId Choose(GraphNode node, CellAddresses addresses)
    {
        if (_members == length) (_shard, _members) = (_shard + 1, 0);
        _members++;
        return new ShardId(_shard);
    }
}
