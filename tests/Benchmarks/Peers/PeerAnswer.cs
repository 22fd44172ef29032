using System.Globalization;

namespace Dataflow.Benchmarks.Peers;

/// <summary>What one side measured.</summary>
/// <param name="Nanoseconds">One run, the median.</param>
/// <param name="PeakBytes">What was held at the peak beyond the inputs.</param>
/// <param name="Checksum">The sum of the result's elements.</param>
internal sealed record PeerAnswer(double Nanoseconds, long PeakBytes, double Checksum)
{
    /// <summary>
    /// Reads <c>ok NANOSECONDS SAMPLES PEAK_BYTES CHECKSUM</c>; null for <c>none REASON</c>: the peer has no such work.
    /// </summary>
    /// <exception cref="FormatException">The line is neither.</exception>
    public static PeerAnswer? Parse(string? line)
    {
        string[] words = (line ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["none", ..]) return null;
        if (words is ["ok", var time, _, var peak, var sum]
            && double.TryParse(time, CultureInfo.InvariantCulture, out double nanoseconds)
            && long.TryParse(peak, CultureInfo.InvariantCulture, out long bytes)
            && double.TryParse(sum, CultureInfo.InvariantCulture, out double checksum))
        {
            return new(nanoseconds, Math.Max(bytes, 0), checksum);
        }

        throw new FormatException($"a peer should answer 'ok' and four numbers, or 'none', but said '{line}'");
    }

    /// <summary>Several answers about the same work: the median of the times, the highest of the peaks.</summary>
    public static PeerAnswer Merge(IReadOnlyCollection<PeerAnswer> rounds) => new(
        Figures.Median(rounds.Select(answer => answer.Nanoseconds)),
        rounds.Max(answer => answer.PeakBytes),
        rounds.Last().Checksum);
}
