using System.Diagnostics;

namespace Dataflow.Benchmarks.Actors;

/// <summary>The median of seven measurements, after warming up until the code is fully compiled.</summary>
internal static class Median
{
    private const int Runs = 7;
    private const int WarmUps = 30;
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Nanoseconds for each of <paramref name="count"/> operations that one call makes.</summary>
    public static double Nanoseconds(int count, Action work)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUps && Stopwatch.GetElapsedTime(began) < LongestWarmUp; i++) work();
        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => Time(work) / count)];
        Array.Sort(times);
        return times[Runs / 2];
    }

    private static double Time(Action work)
    {
        long began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds;
    }
}
