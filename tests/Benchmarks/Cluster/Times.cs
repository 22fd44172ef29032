using System.Diagnostics;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>How long things take.</summary>
internal static class Times
{
    public static double Seconds(Action action)
    {
        long began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public static double MicrosecondsEach(int count, Action action) => 1e6 / count * Seconds(() =>
    {
        for (int i = 0; i < count; i++) action();
    });
}
