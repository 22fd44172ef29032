namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>What a client may ask for.</summary>
internal sealed record ConnectionOptions : ICheckedOptions
{
    /// <summary>How many nodes a graph may have. Default 10,000,000: a few gigabytes of formulas and cells.</summary>
    public int MaxNodes { get; init; } = 10_000_000;

    /// <summary>
    /// How many requests of one connection may be under way. Default 4,096: each may hold its answer's arrays.
    /// </summary>
    public int MaxRequests { get; init; } = 4096;

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(MaxNodes, 1, int.MaxValue)
        .InRange(MaxRequests, 1, 1 << 20);
}
