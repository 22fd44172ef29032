using System.Globalization;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>A row of the table, as text; a cell may have several lines.</summary>
internal sealed record ResultRow(string Work, string Ours, string Ratio, string Required, string Verdict)
{
    public const string NotThere = "not there yet", NotInstalled = "not installed", None = "-";

    /// <summary>The cell of each peer that was to be asked, by the peer's name.</summary>
    public IReadOnlyDictionary<string, string> Peers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a side gave another result than ours.</summary>
    public bool IsWrong { get; private init; }

    /// <summary>A comparison: times with what is held below them, and beside a peer's time how it is to ours.</summary>
    public static ResultRow Of(ComparedRow row)
    {
        Comparison comparison = row.Comparison;
        string[] differing = [.. row.Differing];
        string verdict = row.Ours is null ? NotThere
            : differing.Length > 0 ? $"WRONG: not as {string.Join(", ", differing)}"
            : Lines(comparison, requirement => VerdictOf(row.IsMet(requirement)));
        return new(
            Title(comparison),
            row.Ours is null ? NotThere : Cell(row.Ours, ""),
            Lines(comparison, requirement => Text(row.Ratio(requirement.Against))),
            Lines(comparison, requirement => requirement.ToString()),
            verdict)
        {
            Peers = comparison.Peers.ToDictionary(name => name, name => OfPeer(row, name), StringComparer.Ordinal),
            IsWrong = row.Ours is not null && differing.Length > 0,
        };
    }

    /// <summary>Which vectors each side computed with.</summary>
    public static ResultRow Widths(int ours, IReadOnlyDictionary<string, int?> peers) =>
        new("vectors", Bits(ours), None, None, None)
        {
            Peers = peers.ToDictionary(peer => peer.Key, peer => Bits(peer.Value), StringComparer.Ordinal),
        };

    /// <summary>A figure of ours alone, which is not to exceed a limit.</summary>
    public static ResultRow Limited(string work, double value, double limit, Func<double, string> text) =>
        new(work, text(value), None, $"at most {text(limit)}", VerdictOf(value <= limit));

    /// <summary>A figure of ours alone, for which nothing is required.</summary>
    public static ResultRow Unlimited(string work, string figure) => new(work, figure, None, None, None);

    private static string Bits(int? bits) => bits is null ? "not said" : $"{bits} bits";

    private static string Title(Comparison comparison)
    {
        PeerRequest request = comparison.Request;
        return $"{comparison.Work}\n{request.Type}, {Threads(request.Threads)}";
    }

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static string OfPeer(ComparedRow row, string name)
    {
        if (row.Peers.TryGetValue(name, out PeerAnswer? answer))
            return Cell(answer, row.Ours is null ? "" : $"  {Text(row.Ratio([name]))}x");
        return row.NotInstalled.Contains(name, StringComparer.Ordinal) ? NotInstalled : None;
    }

    private static string Cell(PeerAnswer answer, string beside) =>
        $"{Amounts.Time(answer.Nanoseconds)}{beside}\n{Amounts.Bytes(answer.PeakBytes)}";

    private static string Lines(Comparison comparison, Func<Requirement, string> line) =>
        string.Join('\n', comparison.Requirements.Select(line));

    private static string Text(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? None;

    private static string VerdictOf(bool? isMet) => isMet switch
    {
        true => "met",
        false => "MISSED",
        null => None,
    };
}
