using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>What was measured for a comparison: our figures, and those of each peer that has such work.</summary>
/// <param name="Comparison">What was measured.</param>
/// <param name="Ours">Our figures; null while we have no such operator.</param>
/// <param name="Peers">The figures of those peers that answered, by name.</param>
internal sealed record ComparedRow(
    Comparison Comparison, PeerAnswer? Ours, IReadOnlyDictionary<string, PeerAnswer> Peers)
{
    /// <summary>The peers that would have been asked, had they been there.</summary>
    public IReadOnlyList<string> NotInstalled { get; init; } = [];

    private double Tolerance => Comparison.Request.Type == "f64" ? 1e-9 : 1e-4;

    /// <summary>The peers whose result is not ours: then one side is wrong, and no figure means anything.</summary>
    public IEnumerable<string> Differing => Ours is null
        ? []
        : Peers.Where(peer => !IsClose(peer.Value.Checksum, Ours.Checksum)).Select(peer => peer.Key);

    /// <summary>How many times as fast as the fastest of these peers we are; null when there is nothing to compare.
    /// </summary>
    public double? Ratio(IReadOnlyList<string> against)
    {
        double[] times = [.. against.Where(Peers.ContainsKey).Select(name => Peers[name].Nanoseconds)];
        return Ours is null || times.Length == 0 ? null : times.Min() / Ours.Nanoseconds;
    }

    /// <summary>Whether it is met; null when it cannot be told.</summary>
    public bool? IsMet(Requirement requirement) => Ratio(requirement.Against) is { } ratio
        ? Math.Round(ratio, 2) >= requirement.Ratio
        : null;

    private bool IsClose(double x, double y) => Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y));
}
