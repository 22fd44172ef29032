using Dataflow.Nodes;

namespace Dataflow.Host.Serving;

/// <summary>How many connections may be open that have not said who they are, and for how long.</summary>
internal sealed record StrangerOptions : ICheckedOptions
{
    /// <summary>
    /// How many at a time; beyond it the oldest of the address that has most of them goes. Default 512: those of all
    /// clients of a large cluster that connect within one blink.
    /// </summary>
    public int MaxTotal { get; init; } = 512;

    /// <summary>
    /// How many of one address, of IPv6 of one network of 64 bits; beyond it the oldest of them goes, so that whoever
    /// says who it is at once comes in beside any number that do not. Default 64.
    /// </summary>
    public int MaxPerAddress { get; init; } = 64;

    /// <summary>
    /// How long one may take to say who it is, encryption included. Default 5 s: a round trip or two, many times over.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(MaxTotal, 1, 1 << 20)
        .InRange(MaxPerAddress, 1, 1 << 20)
        .InRange(Patience, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
}
