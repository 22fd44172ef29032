using System.Diagnostics;
using Dataflow.TestKit;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>What kill -9 of members costs: time, and nothing else.</summary>
internal static class KillRows
{
    private const int Members = 3, Guest = 2, Rounds = 200, Undisturbed = 4;
    private const int Arrays = 12, Elements = 1_000_000, Depth = 40;
    private const double LeaseSeconds = 1;

    public static IEnumerable<BenchmarkRow> Measure()
    {
        yield return Run(MeasureEvaluationsAsync);
        foreach (BenchmarkRow row in Run(MeasureAssignmentsAsync)) yield return row;
    }

    private static T Run<T>(Func<RunningCluster, Task<T>> measure) => RunAsync(measure).GetAwaiter().GetResult();

    private static async Task<T> RunAsync<T>(Func<RunningCluster, Task<T>> measure)
    {
        using var folder = new TemporaryFolder();
        await using RunningCluster cluster = await RunningCluster.StartAsync(
            Members, $"--cluster:leaseSeconds={LeaseSeconds}", "--store:kind=directory", $"--store:path={folder.Path}");
        return await measure(cluster);
    }

    /// <summary>
    /// Twelve chains over 8 MB each, spread over the members; one that does not hold the table dies: at once, and as
    /// soon as one more of its chains is done.
    /// </summary>
    private static async Task<BenchmarkRow> MeasureEvaluationsAsync(RunningCluster cluster)
    {
        Context flow = await cluster.Client.OpenGraphAsync("large");
        LazyArray<double> x = flow.Variable<double>("x");
        LazyArray<double>[] sums = Sums(flow, x), itsSums = [.. sums.Where((_, i) => i % Members == Guest)];
        LazyArray<double> total = Total(sums);
        double value = 0;
        List<double> undisturbed = [], disturbed = [];
        for (int i = 0; i < Undisturbed; i++) undisturbed.Add(await AskAsync(x, total, ++value, null));
        double usual = Figures.Median(undisturbed.Skip(1));
        for (int done = 0; done <= itsSums.Length; done++)
        {
            LazyArray<double>? last = done > 0 ? itsSums[done - 1] : null;
            disturbed.Add(await AskAsync(x, total, ++value, async () =>
            {
                if (last is not null) await last.EvalAsync();
                cluster.Kill(Guest);
            }));
            await cluster.RestartAsync(Guest);
            await AskAsync(x, total, ++value, null);
        }

        double delay = disturbed.Max() - usual;
        return new(
            "kill -9 of one of 3 members that evaluate 1e8 bytes", $"delay, the longest of {disturbed.Count}",
            delay, "s", LeaseSeconds + usual,
            $"undisturbed {usual:F2} s, disturbed {Figures.Median(disturbed):F2} s; lease {LeaseSeconds} s; all right");
    }

    private static LazyArray<double>[] Sums(Context flow, LazyArray<double> x)
    {
        var sums = new LazyArray<double>[Arrays];
        for (int i = 0; i < Arrays; i++)
        {
            using IDisposable _ = flow.On(RunningCluster.NameOf(i % Members));
            LazyArray<double> chain = x * (i + 1.0);
            for (int depth = 0; depth < Depth; depth++) chain = chain.Sin();
            sums[i] = chain.Sum();
        }

        return sums;
    }

    private static LazyArray<double> Total(IEnumerable<LazyArray<double>> sums) => sums.Aggregate((a, b) => a + b);

    /// <summary>Assigns, evaluates, meanwhile perhaps does something, and looks whether the answer is right.</summary>
    private static async Task<double> AskAsync(
        LazyArray<double> x, LazyArray<double> total, double value, Func<Task>? meanwhile)
    {
        double[] numbers = [.. Enumerable.Range(0, Elements).Select(i => value / (i + 1))];
        x.Assign(numbers);
        long began = Stopwatch.GetTimestamp();
        Task<NdArray<double>> answer = total.EvalAsync();
        if (meanwhile is not null) await meanwhile();
        double came = (await answer).ToScalar(), seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var embedded = new Context();
        LazyArray<double> again = embedded.Variable<double>("x");
        again.Assign(numbers);
        double right = Total(Sums(embedded, again)).Eval().ToScalar();
        return came == right ? seconds : throw new InvalidOperationException($"{came} came instead of {right}");
    }

    private static async Task<IEnumerable<BenchmarkRow>> MeasureAssignmentsAsync(RunningCluster cluster)
    {
        Context flow = await cluster.Client.OpenGraphAsync("kept");
        LazyArray<double> x = flow.Variable<double>("x");
        List<double>[] away = [[], [], []];
        double tried = 0;
        int lost = 0;
        x.Assign(tried);
        for (int round = 0; round < Rounds; round++)
        {
            int victim = round % Members;
            cluster.Kill(victim);
            long began = Stopwatch.GetTimestamp();
            Task restart = cluster.RestartAsync(victim);
            double acknowledged = tried;
            x.Assign(++tried);
            away[victim].Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            double read = x.Eval().ToScalar();
            if (read < acknowledged + 1) lost++;
            await restart;
            x.Assign(++tried);
        }

        string medians = string.Join(
            ", ", away.Select((times, member) => $"{RunningCluster.NameOf(member)} {Figures.Median(times):F2} s"));
        return
        [
            new($"{Rounds} rounds of kill -9", "acknowledged assignments lost", lost, "lost", 0, ""),
            new(
                $"{Rounds} rounds of kill -9", "until an assignment is acknowledged again, median",
                Figures.Median(away.SelectMany(times => times)), "s", null,
                $"the longest {away.SelectMany(times => times).Max():F2} s; by member killed: {medians}; lease "
                + $"{LeaseSeconds} s"),
        ];
    }
}
