using Dataflow.Nodes;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.TestKit.Histories;

/// <summary>Throws nodes into shards blindly, so that shards borrow from each other both ways.</summary>
internal sealed class RandomShards(Random chance, int shards) : IShardPolicy
{
    public ShardId Choose(GraphNode node, CellAddresses addresses) => new(chance.Next(shards));
}
