namespace Dataflow.Benchmarks.Cluster;

/// <summary>
/// How many frames go between members: as many as layers are crossed, however many nodes a layer has.
/// </summary>
internal static class LayerRows
{
    private const int Rounds = 5, Dependents = 100_000, Assignments = 11;
    private const double Slack = 1.5, MillisecondsAtMost = 50;

    public static IEnumerable<BenchmarkRow> Measure(
        RunningCluster cluster, Func<string, Context> open, string home, string guest)
    {
        Context flow = open("layers");
        double few = Count(cluster, flow, home, guest, 1_000, 10), many = Count(cluster, flow, home, guest, 10_000, 10);
        double deep = Count(cluster, flow, home, guest, 10_000, 20);
        yield return new(
            "frames for 10,000 nodes in 10 layers on two members", "of those for 1,000 nodes", many / few, "x", Slack,
            $"{many} and {few} frames, {many / 10:F1} a layer");
        yield return new(
            "frames for 10,000 nodes in 20 layers on two members", "of those for 10 layers", deep / many, "x",
            2 * Slack, $"{deep} frames, {deep / 20:F1} a layer");
        foreach (BenchmarkRow row in Dependence(cluster, open("dependents"), guest)) yield return row;
    }

    /// <summary>Frames of an evaluation after an assignment: the median, since beats of the cluster go on.</summary>
    private static double Count(
        RunningCluster cluster, Context flow, string home, string guest, int nodes, int layers)
    {
        LazyArray<double> x = flow.Variable<double>($"x{nodes}/{layers}");
        var layer = new LazyArray<double>[nodes / layers];
        for (int depth = 0; depth < layers; depth++)
        {
            using IDisposable _ = flow.On(depth % 2 == 0 ? guest : home);
            LazyArray<double>[] before = layer;
            layer = [.. before.Select((node, i) =>
                depth == 0 ? x * (i + 1.0) : node + before[(i + 1) % before.Length])];
        }

        List<double> frames = [];
        for (int i = 0; i <= Rounds; i++)
        {
            x.Assign(i);
            double before = Frames(cluster);
            flow.Eval(layer);
            frames.Add(Frames(cluster) - before);
        }

        return Figures.Median(frames.Skip(1));
    }

    private static IEnumerable<BenchmarkRow> Dependence(RunningCluster cluster, Context flow, string guest)
    {
        LazyArray<double> x = flow.Variable<double>("x");
        LazyArray[] dependents;
        using (flow.On(guest)) dependents = [.. Enumerable.Range(0, Dependents).Select(i => x * (i + 1.0))];
        List<double> times = [], frames = [];
        for (int i = 0; i < Assignments; i++)
        {
            x.Assign(i);
            flow.Eval(dependents);
            double before = Frames(cluster);
            times.Add(1e3 * Times.Seconds(() => x.Assign(-i - 1)));
            frames.Add(Frames(cluster) - before);
            if (dependents[^1] is LazyArray<double> last && last.Eval().ToScalar() != Dependents * (-i - 1.0))
                throw new InvalidOperationException("a dependent was not invalidated");
        }

        yield return new(
            "assign what 100,000 valid nodes on another member read", "frames, both ways together",
            Figures.Median(frames.Skip(1)), "frames", 2, "");
        yield return new(
            "assign what 100,000 valid nodes on another member read", "until it is acknowledged",
            Figures.Median(times.Skip(1)), "ms", MillisecondsAtMost, "");
    }

    private static double Frames(RunningCluster cluster) => cluster.FramesAsync().GetAwaiter().GetResult();
}
