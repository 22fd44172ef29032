using System.ComponentModel.DataAnnotations;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>What a client may ask for.</summary>
internal sealed record DoorOptions
{
    /// <summary>How many nodes a graph may have. Default 10,000,000: a few gigabytes of formulas and cells.</summary>
    [Range(1, int.MaxValue)]
    public int MaxNodes { get; init; } = 10_000_000;

    /// <summary>
    /// How many requests of one connection may be under way. Default 4,096: each may hold its answer's arrays.
    /// </summary>
    [Range(1, 1 << 20)]
    public int MaxRequests { get; init; } = 4096;
}
