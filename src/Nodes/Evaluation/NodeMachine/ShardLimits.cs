namespace Dataflow.Nodes.Evaluation;

/// <summary>How much a shard's actor does at a time.</summary>
internal sealed record ShardLimits
{
    public static readonly ShardLimits Default = new();

    /// <summary>
    /// How many cells are looked at before other messages get their turn. Default 16,384: about half a millisecond.
    /// </summary>
    public int VisitsAtATime { get; init; } = 16_384;

    /// <summary>
    /// How many kernels of a shard may be under way: each holds its result, so this bounds what a wide graph holds at
    /// once. Default twice the processors.
    /// </summary>
    public int KernelsAtATime { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>
    /// How many elements a kernel may touch and still run inside the actor: below it a message costs more. Default 256.
    /// </summary>
    public long ElementsInside { get; init; } = 256;

    /// <summary>How many bytes of values all shards of the engine may keep. Default: any.</summary>
    public CacheBudget Budget { get; init; } = new(long.MaxValue);

    /// <summary>
    /// How many operators are computed in one go at most: a longer chain leaves an array in between, which costs little
    /// by then and bounds how long a kernel takes. Default 256.
    /// </summary>
    public int OperatorsInRegion { get; init; } = 256;
}
