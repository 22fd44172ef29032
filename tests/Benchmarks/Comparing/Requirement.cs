namespace Dataflow.Benchmarks.Comparing;

/// <summary>How fast we are to be beside the fastest of some peers: 1 is as fast, 0.9 needs at most 1/0.9 of its time.
/// </summary>
internal sealed record Requirement(double Ratio, params IReadOnlyList<string> Against)
{
    /// <summary>In words: what is required, against whom.</summary>
    public override string ToString() => FormattableString.Invariant($"{Ratio:0.00} of {string.Join(", ", Against)}");
}
