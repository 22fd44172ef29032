using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Chooses on which shard of a graph a node lives. The answer follows from what is given here and from nothing else,
/// and is one of the shards that are given. A choice costs or saves messages, and changes no value.
/// </summary>
internal interface IPlacement
{
    /// <summary>Where the node lives. A user's wish does not count when no shard fits it.</summary>
    ShardId Place(NodeToPlace node, ReadOnlySpan<ShardLoad> shards);

    /// <summary>Which shard fits what a user asks for; null when none does.</summary>
    ShardId? Find(PlaceRequest wish, ReadOnlySpan<ShardLoad> shards);
}

/// <summary>What is known of a node that has no place yet.</summary>
/// <param name="wish">Where its user asked it to live; null when nothing was said.</param>
/// <param name="home">The shard of the graph's home.</param>
/// <param name="operands">What it reads, but for numbers, which are wherever they are read.</param>
internal readonly ref struct NodeToPlace(PlaceRequest? wish, ShardId home, ReadOnlySpan<OperandPlace> operands)
{
    public PlaceRequest? Wish { get; } = wish;

    public ShardId Home { get; } = home;

    public ReadOnlySpan<OperandPlace> Operands { get; } = operands;
}

/// <summary>Where an operand lives, and about how many bytes its value has.</summary>
internal readonly record struct OperandPlace(ShardId Shard, long Bytes);

/// <summary>A shard that nodes can live on: whose it is, and about how many bytes its values have.</summary>
internal readonly record struct ShardLoad(ShardId Shard, MemberCard Card, long Bytes);
