using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Chooses which shard a new node joins. Shards are numbered from 0 without gaps. The choice costs or saves messages
/// and changes no value.
/// </summary>
internal interface IShardPolicy
{
    /// <summary>
    /// Whether nodes may get another shard later; then constants are copied into every shard that reads them.
    /// </summary>
    bool MayMove => false;

    ShardId Choose(GraphNode node, CellAddresses addresses);

    /// <summary>A node that was given this shard has left.</summary>
    void Leave(GraphNode node, ShardId shard)
    {
    }
}
