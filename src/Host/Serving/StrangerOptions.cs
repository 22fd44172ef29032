using System.ComponentModel.DataAnnotations;

namespace Dataflow.Host.Serving;

/// <summary>How many connections may be open that have not said who they are, and for how long.</summary>
internal sealed record StrangerOptions
{
    /// <summary>
    /// How many at a time; beyond it the oldest of the address that has most of them goes. Default 512: those of all
    /// clients of a large cluster that connect within one blink.
    /// </summary>
    [Range(1, 1 << 20)]
    public int MaxTotal { get; init; } = 512;

    /// <summary>
    /// How many of one address, of IPv6 of one network of 64 bits; beyond it the oldest of them goes, so that whoever
    /// says who it is at once comes in beside any number that do not. Default 64.
    /// </summary>
    [Range(1, 1 << 20)]
    public int MaxPerAddress { get; init; } = 64;

    /// <summary>
    /// How long one may take to say who it is, encryption included. Default 5 s: a round trip or two, many times over.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
