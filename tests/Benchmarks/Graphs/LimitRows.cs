using System.Diagnostics;

namespace Dataflow.Benchmarks.Graphs;

/// <summary>Small graphs by the caller, very deep and very wide ones, and many threads on one.</summary>
internal static class LimitRows
{
    public static IEnumerable<BenchmarkRow> Measure()
    {
        yield return SmallGraph();
        yield return CachedHit();
        yield return BytesOfNodeMachine("all nodes under one actor", new EngineOptions());
        yield return BytesOfNodeMachine("an actor for each node", new EngineOptions { NodesPerActor = 1 });
        yield return MessageForm();
        foreach (BenchmarkRow row in ManyUsers()) yield return row;
        foreach (BenchmarkRow row in ManyThreads()) yield return row;
    }

    private static BenchmarkRow SmallGraph()
    {
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>();
        LazyArray<double> y = ((x + 1) * x).Sqrt();
        double next = 0;
        double both = Micro(() =>
        {
            x.Assign(++next);
            y.Eval();
        });
        double assign = Micro(() => x.Assign(++next));
        double eval = (both - assign) / 1000;
        string peer = $"with the assignment {both / 1000:F2}";
        return new("3 nodes, the variable assigned", "eval on the calling thread", eval, "us", 2, peer);
    }

    private static BenchmarkRow CachedHit()
    {
        LazyArray<double> x = new Context().Variable<double>();
        LazyArray<double> y = x + 1;
        x.Assign(1);
        y.Eval();
        return new("a valid node", "eval on the calling thread", Micro(() => y.Eval()), "ns", null, "");
    }

    private static BenchmarkRow BytesOfNodeMachine(string work, EngineOptions options)
    {
        const int nodes = 100_000;
        var graph = new EngineGraph(GraphShape.Chain(nodes), options);
        graph.AssignAll(1);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        graph.Eval();
        double bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(graph);
        return new(
            work, "an idle node with its state and loans", bytes / nodes, "bytes", 250, "Akka.NET 1,760 without state");
    }

    private static BenchmarkRow MessageForm()
    {
        const int nodes = 100_000;
        var graph = new EngineGraph(GraphShape.Chain(nodes), new EngineOptions { NodesPerActor = 1 });
        graph.AssignAll(1);
        graph.Eval();
        double ns = Figures.Median(Enumerable.Range(0, 9).Select(i => Time(() =>
        {
            graph.Assign(0, i + 2);
            graph.Eval();
        })));
        const string work = "an actor for each node, chain 100,000";
        const string peer = "all nodes under one actor: see graphs";
        return new(work, "one leaf changed, an affected node", ns / nodes, "ns", null, peer);
    }

    private static IEnumerable<BenchmarkRow> ManyUsers()
    {
        foreach (int users in new[] { 100_000, 1_000_000 })
        {
            string work = $"one variable with {users:N0} users";
            LazyArray<double> x = new Context().Variable<double>();
            var nodes = new LazyArray<double>[users];
            double ns = Time(() =>
            {
                for (int i = 0; i < users; i++) nodes[i] = x + i;
            });
            yield return new(work, "construct, a user", ns / users, "ns", null, "Owl is quadratic: 5 s for 50,000");
            x.Assign(1);
            nodes[users / 2].Eval();
            double next = 1;
            yield return new(work, "assign when one of them is valid", Micro(() => x.Assign(++next)), "ns", null, "");
        }
    }

    private static IEnumerable<BenchmarkRow> ManyThreads()
    {
        const int operations = 6_400;
        double one = Figures.Median(Enumerable.Range(0, 5).Select(_ => Share(1, operations)));
        double many = Figures.Median(Enumerable.Range(0, 5).Select(_ => Share(64, operations)));
        string measure = $"{operations:N0} times assign and eval, in total";
        yield return new("1,000 nodes, 1 thread", measure, one / 1e6, "ms", null, "");
        yield return new("1,000 nodes, 64 threads", measure, many / 1e6, "ms", one / 1e6, "one thread is the target");
    }

    private static double Share(int threads, int operations)
    {
        var flow = new Context();
        LazyArray<double>[] leaves = [.. Enumerable.Range(0, 64).Select(_ => flow.Variable<double>())];
        LazyArray<double> node = leaves[0];
        for (int i = 1; i < 1_000; i++) node = i < 64 ? node + leaves[i] : node + 1;
        foreach (LazyArray<double> leaf in leaves) leaf.Assign(1);
        node.Eval();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            for (int i = 0; i < operations / threads; i++)
            {
                leaves[number].Assign(i);
                node.Eval();
            }
        }))];
        return Time(() =>
        {
            foreach (Thread worker in workers) worker.Start();
            foreach (Thread worker in workers) worker.Join();
        });
    }

    /// <summary>Nanoseconds of one call, the median of nine batches after warming up.</summary>
    private static double Micro(Action action)
    {
        const int batch = 20_000;
        void Batch()
        {
            for (int i = 0; i < batch; i++) action();
        }

        for (int i = 0; i < 10; i++) Batch();
        return Figures.Median(Enumerable.Range(0, 9).Select(_ => Time(Batch) / batch));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
