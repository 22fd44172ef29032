using System.Collections.Concurrent;
using System.Globalization;

namespace Dataflow.Scenarios.Histories;

/// <summary>
/// Which histories a run of the tests goes through. <c>DATAFLOW_HISTORIES=N</c> asks for N of each kind instead of the
/// usual number, <c>DATAFLOW_SEED=S</c> replays that one, in both precisions.
/// </summary>
internal static class HistoryRange
{
    private const int UsualCount = 20_000;
    private const int ChunkLength = 1000;

    // The two precisions run beside each other.
    private static readonly ParallelOptions OnHalfOfTheProcessors =
        new() { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) };

    /// <summary>The seeds of one parity in chunks: the first seed, the step to the next, and how many.</summary>
    public static TheoryData<int, int, int> Chunks(int parity)
    {
        if (Read("DATAFLOW_SEED") is { } seed) return new() { { seed, 1, 1 } };
        int count = Read("DATAFLOW_HISTORIES") ?? UsualCount;
        var chunks = new TheoryData<int, int, int>();
        for (int first = parity; first < Math.Max(count, 2); first += 2 * ChunkLength)
        {
            chunks.Add(first, 2, Math.Clamp((count - first + 1) / 2, 1, ChunkLength));
        }

        return chunks;
    }

    /// <summary>Runs the histories of a chunk. Of those that fail it tells all seeds, and the story of the first.
    /// </summary>
    public static void Run(int first, int step, int count, Action<int> run)
    {
        var failures = new ConcurrentDictionary<int, Exception>();
        Parallel.For(0, count, OnHalfOfTheProcessors, i =>
        {
            int seed = first + (i * step);
            if (Record.Exception(() => run(seed)) is { } failure) failures[seed] = failure;
        });
        if (failures.IsEmpty) return;
        int[] seeds = [.. failures.Keys.Order()];
        Assert.Fail($"{seeds.Length} of {count} histories failed, seeds {string.Join(", ", seeds)}:\n"
            + failures[seeds[0]]);
    }

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture)
            : null;
}
