using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Fills one shard after the other with <paramref name="length"/> nodes each, in the order of planning, which is
/// operands first: neighbours mostly share a shard. A length of one makes every node an actor of its own.
/// </summary>
internal sealed class ShardsOfLength(int length) : IShardPolicy
{
    private readonly List<int> _nodes = [0];
    private readonly Stack<int> _empty = new();
    private int _shard;
    private int _chosen;

    public ShardId Choose(GraphNode node, CellAddresses addresses)
    {
        if (_chosen == length) BeginShard();
        _chosen++;
        _nodes[_shard]++;
        return new ShardId(_shard);
    }

    /// <summary>A shard that all nodes have left is filled again.</summary>
    public void Leave(GraphNode node, ShardId shard)
    {
        if (--_nodes[shard.Value] == 0 && shard.Value != _shard) _empty.Push(shard.Value);
    }

    private void BeginShard()
    {
        if (_nodes[_shard] == 0) _empty.Push(_shard);
        if (!_empty.TryPop(out _shard))
        {
            _shard = _nodes.Count;
            _nodes.Add(0);
        }

        _chosen = 0;
    }
}
