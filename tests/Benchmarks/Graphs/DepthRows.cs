using System.Diagnostics;
using System.Globalization;
using Dataflow.Nodes.Memory;

namespace Dataflow.Benchmarks.Graphs;

/// <summary>A chain of sines over an array: deep, and with nothing kept in between.</summary>
internal static class DepthRows
{
    private const int Elements = 10_000;

    public static IEnumerable<BenchmarkRow> Measure()
    {
        foreach (int length in new[] { 10_000, 100_000, 1_000_000 })
        {
            foreach (BenchmarkRow row in Measure(length)) yield return row;
        }
    }

    private static IEnumerable<BenchmarkRow> Measure(int length)
    {
        string work = $"chain of {length.ToString("N0", CultureInfo.InvariantCulture)} sin on {Elements:N0} elements";
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>();
        LazyArray<double> y = x;
        for (int i = 0; i < length; i++) y = y.Sin();
        x.Assign(NdArray<double>.From([.. Enumerable.Range(1, Elements).Select(i => i / (double)Elements)]));
        long start = Stopwatch.GetTimestamp();
        y.Eval();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        yield return new(work, "first evaluation", seconds, "s", null, "Owl crashes from 60,000");
        double held = (BufferPool.Shared.BytesInUse + BufferPool.Shared.BytesHeld) / 1024.0;
        string one = $"one array is {Elements * 8 / 1024} KiB";
        yield return new(work, "arrays held after it, in the pool and out of it", held, "KiB", null, one);
    }
}
