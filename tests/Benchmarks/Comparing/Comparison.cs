using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>A row to be measured: what is done, by us and by whom else, and what is required.</summary>
/// <param name="Work">What is done, in words.</param>
/// <param name="Request">The same, as peers are asked for it.</param>
/// <param name="Ours">Makes our side with its inputs; gives null while we have no such operator.</param>
/// <param name="Peers">The peers that are asked.</param>
/// <param name="Requirements">What is required; may be nothing.</param>
internal sealed record Comparison(
    string Work,
    PeerRequest Request,
    Func<Work?> Ours,
    IReadOnlyList<string> Peers,
    params IReadOnlyList<Requirement> Requirements)
{
    /// <summary>How often the sides take turns; work of seconds gets fewer turns.</summary>
    public int Rounds { get; init; } = 5;
}
