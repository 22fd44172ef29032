using Dataflow.Nodes;

namespace Dataflow;

/// <summary>How an engine works its graph. No option changes a value.</summary>
public sealed record EngineOptions : ICheckedOptions
{
    /// <summary>
    /// How many nodes share one actor. Neighbours of one actor need not pass messages; 1 makes every node an actor of
    /// its own. Default: all nodes of a graph, because a message costs more than most nodes.
    /// </summary>
    public int NodesPerActor { get; init; } = int.MaxValue;

    /// <summary>
    /// How many kernels of one actor may be under way at a time; each holds its result, so this bounds what a wide
    /// graph holds at once. Default twice the processors.
    /// </summary>
    public int KernelsAtATime { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>
    /// How many bytes of computed arrays are kept between evaluations. Beyond it those go that are cheapest to compute
    /// again for their size, and are computed again when they are needed. What one evaluation needs at a time is not
    /// bounded by it, nor are the values of variables and constants. Default: half of what the process may have.
    /// </summary>
    public long CacheBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(NodesPerActor, 1, int.MaxValue)
        .InRange(KernelsAtATime, 1, 4096)
        .InRange(CacheBytes, 0, long.MaxValue);
}
