using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>G10, G11, G12: a store that cannot be reached costs time, and nothing else.</summary>
public sealed class StoreAwayTests
{
    [Fact]
    public void Assign_WhileTheStoreIsAway_WaitsAndEvaluationsGoOn()
    {
        var stage = new Stage();
        int tries = 0;
        stage.Store.Instead = () => ++tries < 5 ? Away() : null;
        SimulatedRequest[] assigned = [stage.Assign(2), stage.Assign(3)];
        SimulatedRequest early = stage.Eval();
        stage.SettleBut(pending: 2);
        Assert.Equal(1, early.Held[0].Value.Lease<double>()[0]);
        stage.SettleBut(pending: 0);
        Assert.All(assigned, one => Assert.Equal("", one.Error));
        Assert.True(tries > 5, $"{tries} tries");
        AssertKept(stage.Store, 1, 3);
    }

    [Fact]
    public void Assign_ForLongerThanThePatience_IsRefusedAndNeverKept()
    {
        var stage = new Stage();
        stage.Store.Instead = Away;
        long begin = stage.Now;
        SimulatedRequest assigned = stage.Assign(2);
        stage.SettleBut(pending: 0);
        Assert.Contains("the database is away", assigned.Error, StringComparison.Ordinal);
        Assert.InRange(stage.Now - begin, SimulatedClient.StorePatience, 3 * SimulatedClient.StorePatience);
        stage.Store.Instead = () => null;
        stage.Assign(3);
        stage.SettleBut(pending: 0);
        AssertKept(stage.Store, 1, 3);
        Assert.DoesNotContain(2, Kept(stage.Store));
    }

    /// <summary>In every order of events, as seeds draw it.</summary>
    [Fact]
    public void Assign_InDoubtNowAndThen_TakesEffectOnceAndInOrder()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            var stage = new Stage(seed);
            int appends = 0;
            stage.Store.Afterwards = () => ++appends % 3 == 0 ? new StoreInDoubtException("lost") : null;
            stage.Store.Instead = () => stage.Draw(4) == 0 ? Away() : null;
            SimulatedRequest[] assigned = [.. Enumerable.Range(2, 10).Select(i => stage.AssignAndDraw(i))];
            stage.SettleBut(pending: 0);
            AssertOnceAndInOrder(assigned, Kept(stage.Store), seed);
        }
    }

    /// <summary>Some seeds have stores without room besides: what is refused for that is not kept.</summary>
    private static void AssertOnceAndInOrder(SimulatedRequest[] assigned, double[] kept, int seed)
    {
        Assert.True(kept.SequenceEqual(kept.Distinct().Order()), $"seed {seed}: {string.Join(' ', kept)}");
        foreach (SimulatedRequest one in assigned)
        {
            double value = one.Values[0].Value[0];
            bool isRight = one.Error.Length == 0 ? kept[^1] >= value : !kept.Contains(value);
            Assert.True(isRight, $"seed {seed}: {value} was answered with '{one.Error}'; {string.Join(' ', kept)}");
        }
    }

    private static StoreAwayException Away() =>
        new StoreAwayException("the database is away", new IOException("nobody listens"));

    /// <summary>The values rise from the first to the last; of what is assigned together the last is kept.</summary>
    private static void AssertKept(SimulatedStore store, double first, double last)
    {
        double[] kept = Kept(store);
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Equal((first, last), (kept[0], kept[^1]));
    }

    private static double[] Kept(SimulatedStore store) =>
        [.. store.Steps.SelectMany(step => step.Values).Select(value => ((NdArray<double>)value.Content)[0])];

    /// <summary>A cluster with one graph and one client, which has assigned 1.</summary>
    private sealed class Stage
    {
        private readonly Graph _graph = new(keepsNodes: true);
        private readonly SimulatedCluster _cluster;
        private readonly SimulatedClient _client;
        private readonly GraphNode _x;

        public Stage(int seed = 7)
        {
            _cluster = new SimulatedCluster(seed, members: 2);
            _x = _graph.Variable(ElementType.Float64, "x", null);
            _client = new SimulatedClient(_cluster, "client0", "g", _graph);
            SimulatedRequest first;
            do
            {
                first = Assign(1);
                SettleBut(pending: 0);
            }
            while (first.Error.Length > 0); // some seeds have stores that fail by themselves
        }

        public SimulatedStore Store => _cluster.Store!;

        public long Now => _cluster.World.Now;

        public int Draw(int end) => _cluster.World.Draw(end);

        public SimulatedRequest Assign(double value) => _client.Assign([(_x, NdArray<double>.Of(value, value))]);

        /// <summary>The same, and then nothing else, or a few events.</summary>
        public SimulatedRequest AssignAndDraw(double value)
        {
            SimulatedRequest request = Assign(value);
            for (int i = Draw(40); i > 0; i--) _cluster.World.Step();
            return request;
        }

        public SimulatedRequest Eval() => _client.Eval([_x]);

        public void SettleBut(int pending) =>
            _cluster.RunUntil(() => _client.Pending <= pending, $"all but {pending} were answered");
    }
}
