using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dataflow.Benchmarks.Graphs;

/// <summary>
/// Programs that build and drop formulas without end: what stays resident, and what an assignment of a variable costs
/// that all of them read.
/// </summary>
internal static class ForgettingRows
{
    private const int Requests = 1_000_000, Warm = 10_000;
    private const int RequestsWithArray = 73_000, Elements = 10_000;
    private const int GraphNodes = 1_000_000, Graphs = 10;
    private const double Allowed = 30;

    public static IEnumerable<BenchmarkRow> Measure()
    {
        foreach (BenchmarkRow row in Numbers()) yield return row;
        foreach (BenchmarkRow row in Arrays()) yield return row;
        foreach (BenchmarkRow row in LargeGraphs()) yield return row;
    }

    private static IEnumerable<BenchmarkRow> Numbers()
    {
        string count = Requests.ToString("N0", CultureInfo.InvariantCulture);
        string work = $"{count} requests of new formulas, handles dropped";
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(1);
        for (int i = 0; i < 10; i++) Request(x, i);
        double assignFew = Assign(x);
        for (int i = 10; i < Warm; i++) Request(x, i);
        double before = Resident();
        long start = Stopwatch.GetTimestamp();
        for (int i = Warm; i < Requests; i++) Request(x, i);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double first = Once(x), assign = Assign(x);
        yield return new(work, "resident beyond that after 10,000", Resident() - before, "MB", Allowed, "");
        yield return new(work, "a request", seconds / (Requests - Warm) * 1e6, "us", null, "");
        yield return new(work, "assign after 10", assignFew, "us", null, "");
        yield return new(work, "assign at the end", assign, "us", null, "the median of 21");
        yield return new(work, "the first of them", first, "us", null, "goes to what was not collected yet");
        GC.KeepAlive(x);
    }

    private static IEnumerable<BenchmarkRow> Arrays()
    {
        string work = $"{RequestsWithArray:N0} requests with a constant of 80 kB each";
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(1);
        for (int i = 0; i < Warm; i++) RequestWithArray(x, i);
        double before = Resident(), most = 0;
        for (int i = Warm; i < RequestsWithArray; i++)
        {
            RequestWithArray(x, i);
            if (i % 1000 == 0) most = Math.Max(most, Resident());
        }

        yield return new(work, "resident beyond that after 10,000, at most", most - before, "MB", Allowed,
            "and what the collector needs");
        GC.KeepAlive(x);
    }

    private static IEnumerable<BenchmarkRow> LargeGraphs()
    {
        string work = $"build, evaluate, drop a graph of {GraphNodes:N0} nodes, {Graphs} times";
        double first = 0, most = 0;
        for (int i = 0; i < Graphs; i++)
        {
            LargeGraph();
            most = Math.Max(most, Resident());
            if (i == 0) first = most;
        }

        yield return new(work, "resident after the first", first, "MB", null, "");
        yield return new(work, "resident at most", most, "MB", null, "");
    }

    // In frames of their own, so that no local variable keeps a handle.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Request(LazyArray<double> x, int i) => ((x * (i + 0.5)).Sin() + (i * 0.25)).Eval();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RequestWithArray(LazyArray<double> x, int i)
    {
        double[] elements = new double[Elements];
        elements[0] = i;
        (x * x.Context.Constant(NdArray<double>.From(elements))).Sum().Eval();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LargeGraph()
    {
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>("x"), y = x;
        x.Assign(1);
        for (int i = 0; i < GraphNodes; i++) y = i % 2 == 0 ? y.Sin() : y.Cos();
        y.Eval();
    }

    private static double Assign(LazyArray<double> x)
    {
        double[] times = [.. Enumerable.Range(0, 21).Select(_ => Once(x)).Order()];
        return times[10];
    }

    private static double Once(LazyArray<double> x)
    {
        double next = x.Value.ToScalar() + 1;
        long start = Stopwatch.GetTimestamp();
        x.Assign(next);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Resident()
    {
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }
}
