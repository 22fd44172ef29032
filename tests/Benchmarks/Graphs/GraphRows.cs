using System.Diagnostics;

namespace Dataflow.Benchmarks.Graphs;

/// <summary>
/// Scalar graphs: what construction, first evaluation and re-evaluation cost a node, beside the floor in the same run.
/// </summary>
internal static class GraphRows
{
    private const int Rounds = 5;

    private static readonly GraphShape[] Shapes =
    [
        GraphShape.Chain(1_000), GraphShape.Chain(100_000), GraphShape.Chain(1_000_000),
        GraphShape.Ladder(1_000), GraphShape.Ladder(300_000), GraphShape.Tree(16), GraphShape.Grid(300),
    ];

    public static IEnumerable<BenchmarkRow> Measure()
    {
        string only = Environment.GetEnvironmentVariable("SHAPE") ?? "";
        foreach (GraphShape shape in Shapes.Where(shape => shape.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            foreach (BenchmarkRow row in Measure(shape)) yield return row;
        }
    }

    private static IEnumerable<BenchmarkRow> Measure(GraphShape shape)
    {
        int nodes = shape.Nodes;
        var ours = new List<GraphFigures>();
        var floor = new List<GraphFigures>();
        WarmUp(shape);
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(OfEngine(shape));
            floor.Add(OfFloor(shape));
        }

        double Ratio(Func<GraphFigures, double> figure) => Figures.Median(ours.Select(figure)) / nodes;
        string Floor(Func<GraphFigures, double> figure) =>
            $"floor {Figures.Median(floor.Select(figure)) / nodes:F1}";

        yield return new(shape.Name, "construct, a node", Ratio(f => f.Construct), "ns", 100, Floor(f => f.Construct));
        yield return new(shape.Name, "memory, a node", Ratio(f => f.Bytes), "bytes", 300, Floor(f => f.Bytes));
        yield return new(shape.Name, "first evaluation, a node", Ratio(f => f.First), "ns", 100, Floor(f => f.First));
        yield return new(shape.Name, "all leaves changed, a node", Ratio(f => f.All), "ns", 100, Floor(f => f.All));
        if (shape.Name.StartsWith("tree", StringComparison.Ordinal))
        {
            double one = Figures.Median(ours.Select(f => f.One)) / 1000;
            string peer = $"floor {Figures.Median(floor.Select(f => f.One)) / 1000:F2}";
            yield return new(shape.Name, "one leaf changed: assign and eval", one, "us", 3, peer);
            yield break;
        }

        const string measure = "one leaf changed, an affected node";
        yield return new(shape.Name, measure, Ratio(f => f.One), "ns", 100, Floor(f => f.One));
    }

    /// <summary>Until the code is fully compiled: small graphs many times, large ones once.</summary>
    private static void WarmUp(GraphShape shape)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            OfEngine(shape);
            OfFloor(shape);
        }
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    private static GraphFigures OfEngine(GraphShape shape)
    {
        long bytes = GC.GetTotalMemory(forceFullCollection: true);
        EngineGraph graph = null!;
        double construct = Time(() => graph = new EngineGraph(shape));
        graph.AssignAll(1);
        double first = Time(() => graph.Eval());
        bytes = GC.GetTotalMemory(forceFullCollection: true) - bytes;
        double one = OneLeaf(shape, graph.Assign, graph.Eval);
        double all = Figures.Median(Enumerable.Range(0, 5).Select(i => Time(() =>
        {
            graph.AssignAll(i + 2);
            graph.Eval();
        })));
        GC.KeepAlive(graph);
        return new(construct, bytes, first, one, all);
    }

    private static GraphFigures OfFloor(GraphShape shape)
    {
        long bytes = GC.GetTotalMemory(forceFullCollection: true);
        FloorGraph graph = null!;
        double construct = Time(() => graph = new FloorGraph(shape));
        for (int i = 0; i < shape.Leaves; i++) graph.Assign(i, 1 + i);
        double first = Time(() => graph.Eval());
        bytes = GC.GetTotalMemory(forceFullCollection: true) - bytes;
        double one = OneLeaf(shape, graph.Assign, graph.Eval);
        double all = Figures.Median(Enumerable.Range(0, 5).Select(round => Time(() =>
        {
            for (int i = 0; i < shape.Leaves; i++) graph.Assign(i, i + round + 2);
            graph.Eval();
        })));
        GC.KeepAlive(graph);
        return new(construct, bytes, first, one, all);
    }

    private static double OneLeaf(GraphShape shape, Action<int, double> assign, Func<double> eval)
    {
        int repeats = Math.Clamp(2_000_000 / shape.Nodes, 5, 2_000);
        int batch = shape.Leaves > 1 && shape.Nodes > 100_000 ? 200 : 1;
        return Figures.Median(Enumerable.Range(0, repeats).Select(i => Time(() =>
        {
            for (int k = 0; k < batch; k++)
            {
                assign((int)((((long)i * batch) + k) * 7919 % shape.Leaves), i + (0.5 * k) + 0.25);
                eval();
            }
        }) / batch));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}

/// <summary>Nanoseconds, and bytes, of one round over a graph.</summary>
internal sealed record GraphFigures(double Construct, double Bytes, double First, double One, double All);
