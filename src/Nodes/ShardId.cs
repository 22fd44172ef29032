namespace Dataflow.Nodes;

/// <summary>A shard of nodes, worked by one owner, or the graph's clock.</summary>
internal readonly record struct ShardId(int Value)
{
    /// <summary>The graph's clock, which every shard can answer.</summary>
    public static readonly ShardId Clock = new(-1);

    public override string ToString() => this == Clock ? "clock" : $"shard {Value}";
}
