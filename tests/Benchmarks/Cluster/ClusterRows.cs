using System.Globalization;
using System.Net.Sockets;
using Dataflow.Benchmarks.Wire;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>
/// Graphs over two real members, asked by a client; beside a bare socket between two processes, in turn.
/// </summary>
internal static class ClusterRows
{
    private const string Home = "a", Guest = "b";
    private const long Gigabyte = 1_000_000_000;
    private const int Arrays = 8, Copies = 7, PlainBytes = 50_000_000;
    private const int Rounds = 21, WarmUps = 5, EvaluationsARound = 1_000, InFlight = 64;
    private const double CopyAtLeast = 0.7, PingPongsAtMost = 2.5, EvaluationsAtLeast = 30_000;

    public static IEnumerable<BenchmarkRow> Measure()
    {
        using var plain = new OtherProcess(WireRows.HiddenVerb, WireRows.Plain);
        using Socket socket = PlainPeer.Connect(int.Parse(plain.Announced, CultureInfo.InvariantCulture));
        RunningCluster cluster = RunningCluster.StartAsync(2).GetAwaiter().GetResult();
        try
        {
            foreach (BenchmarkRow row in RoundTrips(socket, Open(cluster, "trips"))) yield return row;
            yield return InFlightRow(Open(cluster, "flight"));
            foreach (BenchmarkRow row in LayerRows.Measure(cluster, name => Open(cluster, name), Home, Guest))
                yield return row;
            yield return StallRow.Measure(cluster, Open(cluster, StallRow.Graph));
            yield return Moving(socket, Open(cluster, "moving"));
        }
        finally
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Context Open(RunningCluster cluster, string graph) =>
        cluster.Client.OpenGraphAsync(graph).GetAwaiter().GetResult();

    /// <summary>Nodes at the guest that take one element of each array at home: the move is their only work.</summary>
    private static BenchmarkRow Moving(Socket socket, Context flow)
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(Gigabyte / Arrays / sizeof(double)));
        array.Writable().Fill(1.5);
        LazyArray<double> x = flow.Variable<double>("x"), factor = flow.Variable<double>("factor");
        LazyArray<double>[] values, ready, there;
        using (flow.On(Home))
        {
            values = [.. Enumerable.Range(0, Arrays).Select(i => x * (factor + i))];
            ready = [.. values.Select(value => value.Slice(0..1))];
        }

        using (flow.On(Guest)) there = [.. values.Select(value => value.Slice(1..2))];
        x.Assign(array);
        List<double> plainTimes = [], ourTimes = [];
        var into = new byte[PlainBytes];
        for (int i = 0; i < Copies; i++)
        {
            factor.Assign(i);
            flow.Eval(ready);
            plainTimes.Add(Times.Seconds(() => PlainPeer.Copy(socket, Gigabyte, into)));
            ourTimes.Add(Times.Seconds(() => flow.Eval(there)));
        }

        double plain = Figures.Median(plainTimes.Skip(1)), ours = Figures.Median(ourTimes.Skip(1));
        return new(
            "1 GB of values read by another member", "of a bare socket's speed, at least", plain / ours, "x",
            CopyAtLeast, $"{1 / ours:F2} GB/s, a bare socket {1 / plain:F2} GB/s");
    }

    private static IEnumerable<BenchmarkRow> RoundTrips(Socket socket, Context flow)
    {
        LazyArray<double> x = flow.Variable<double>("x"), valid = x + 1, three = ((x + 2) * x).Sin();
        var message = new byte[PlainPeer.LetterBytes];
        List<double> plainTimes = [], validTimes = [], threeTimes = [];
        double next = 0;
        x.Assign(next);
        for (int i = 0; i < Rounds + WarmUps; i++)
        {
            plainTimes.Add(Times.MicrosecondsEach(EvaluationsARound, () => PlainPeer.PingPong(socket, message)));
            validTimes.Add(Times.MicrosecondsEach(EvaluationsARound, () => valid.Eval()));
            threeTimes.Add(Figures.Median(Enumerable.Range(0, EvaluationsARound / 5).Select(_ =>
            {
                x.Assign(++next);
                return 1e6 * Times.Seconds(() => three.Eval());
            })));
        }

        double plain = Figures.Median(plainTimes.Skip(WarmUps));
        yield return Trip("a client's Eval of a valid node", Figures.Median(validTimes.Skip(WarmUps)), plain);
        yield return Trip("a client's Eval of 3 nodes", Figures.Median(threeTimes.Skip(WarmUps)), plain);
    }

    private static BenchmarkRow Trip(string work, double ours, double plain) => new(
        work, "of a bare socket's ping-pong", ours / plain, "x", PingPongsAtMost,
        $"{ours:F1} us, a bare socket {plain:F1} us");

    private static BenchmarkRow InFlightRow(Context flow)
    {
        LazyArray<double> x = flow.Variable<double>("x"), valid = x + 1;
        x.Assign(1);
        async Task AskAsync()
        {
            for (int i = 0; i < EvaluationsARound / 2; i++) await valid.EvalAsync();
        }

        List<double> rates = [];
        for (int i = 0; i < Rounds + WarmUps; i++)
        {
            double seconds = Times.Seconds(
                () => Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => AskAsync())).GetAwaiter().GetResult());
            rates.Add(InFlight * (EvaluationsARound / 2) / seconds);
        }

        return new(
            "a client's EvalAsync of a valid node", "64 in flight, at least", Figures.Median(rates.Skip(WarmUps)),
            "a second", EvaluationsAtLeast, "");
    }
}
