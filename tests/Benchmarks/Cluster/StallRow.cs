using Dataflow.Benchmarks.Wire;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>What a member holds while a client asks for large values, each another, and does not read.</summary>
internal static class StallRow
{
    public const string Graph = "stall";

    private const int Values = 60, ValueBytes = 16 << 20, Home = 0;
    private const double Mebibyte = 1 << 20;

    public static BenchmarkRow Measure(RunningCluster cluster, Context flow)
    {
        LazyArray<double> x = flow.Variable<double>("x"), factor = flow.Variable<double>("factor"), value = x * factor;
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(ValueBytes / sizeof(double)));
        array.Writable().Fill(1.5);
        x.Assign(array);
        double next = 0;
        for (int i = 0; i < Values; i++) Change(factor, value, ++next);
        double before = cluster.ResidentBytes(Home), peak = before;
        var reader = new WireReader();
        ILink link = cluster.ConnectAsync(Home, reader).GetAwaiter().GetResult();
        link.Send([Letter.Of(new Post { OpenGraph = new OpenGraph { Name = Graph } })]);
        reader.Next();
        var nodes = new[] { x, factor, value }.Select(node => DefinitionCodec.Encode(node.Node, null, []));
        link.Send([Letter.Of(new Post { Define = new Define { Nodes = { nodes } } })]);
        reader.Gate.Reset();
        for (int i = 1; i <= Values; i++)
        {
            var eval = new ClientEval { Request = i, Need = (int)Need.Value, Nodes = { value.Node.Id } };
            link.Send([Letter.Of(new Post { ClientEval = eval })]);
            Change(factor, value, ++next);
            peak = Math.Max(peak, cluster.ResidentBytes(Home));
        }

        reader.Gate.Set();
        for (int i = 0; i < Values; i++) reader.Next();
        link.Close("all has come");
        double after = cluster.ResidentBytes(Home), bound = new LinkOptions().PauseReadingAtBytes / Mebibyte;
        return new(
            $"{Values} values of 16 MiB wait for a client that does not read", "resident memory more at the member",
            (peak - before) / Mebibyte, "MiB", 2 * bound,
            $"PauseReadingAtBytes is {bound} MiB; before {before / Mebibyte:F0}, at most {peak / Mebibyte:F0}, after "
            + $"{after / Mebibyte:F0} MiB");
    }

    /// <summary>Another value, which was computed.</summary>
    private static void Change(LazyArray<double> factor, LazyArray<double> value, double next)
    {
        factor.Assign(next);
        value.Eval();
    }
}
