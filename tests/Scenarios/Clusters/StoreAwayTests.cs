using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>G10, G11, G12: a store that cannot be reached costs time; what is assigned meanwhile takes effect once.</summary>
public sealed class StoreAwayTests
{
    private readonly Graph _graph = new(keepsNodes: true);
    private readonly SimulatedCluster _cluster = new(seed: 7, members: 3);
    private readonly SimulatedClient _client;
    private readonly GraphNode _x;

    public StoreAwayTests()
    {
        _x = _graph.Variable(ElementType.Float64, "x", null);
        _client = new SimulatedClient(_cluster, "client0", "g", _graph);
        Assign(1);
        Settle();
    }

    [Fact]
    public void Assign_WhileTheStoreIsAway_WaitsAndEvaluationsGoOn()
    {
        int tries = 0;
        _cluster.Store!.Instead = () => ++tries < 5 ? Away() : null;
        SimulatedRequest[] assigned = [Assign(2), Assign(3)];
        SimulatedRequest early = _client.Eval([_x]);
        _cluster.RunUntil(() => _client.Pending == 2, "an evaluation was answered");
        Assert.Equal(1, Number(early));
        Settle();
        Assert.All(assigned, one => Assert.Equal("", one.Error));
        Assert.Equal(5, tries);
        AssertKept(1, 2, 3);
    }

    [Fact]
    public void Assign_ForLongerThanThePatience_IsRefusedAndNeverKept()
    {
        _cluster.Store!.Instead = Away;
        long begin = _cluster.World.Now;
        SimulatedRequest assigned = Assign(2);
        Settle();
        Assert.Contains("the database is away", assigned.Error, StringComparison.Ordinal);
        Assert.InRange(_cluster.World.Now - begin, SimulatedClient.StorePatience, 3 * SimulatedClient.StorePatience);
        _cluster.Store.Instead = () => null;
        Assign(3);
        Settle();
        AssertKept(1, 3);
    }

    [Fact]
    public void Assign_ThatWasKeptAndNotAnswered_TakesEffectOnce()
    {
        IOException? doubt = new StoreInDoubtException("the answer was lost");
        _cluster.Store!.Afterwards = () => Interlocked.Exchange(ref doubt, null);
        SimulatedRequest[] assigned = [Assign(2), Assign(3)];
        Settle();
        Assert.All(assigned, one => Assert.Equal("", one.Error));
        AssertKept(1, 2, 3);
    }

    /// <summary>In every order of events, as seeds draw it.</summary>
    [Fact]
    public void Assign_InDoubtAtAnyMoment_TakesEffectOnceAndInOrder()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            var cluster = new SimulatedCluster(seed, members: 2);
            var client = new SimulatedClient(cluster, "client0", "g", _graph);
            int appends = 0;
            cluster.Store!.Afterwards = () => ++appends % 3 == 0 ? new StoreInDoubtException("lost") : null;
            cluster.Store.Instead = () => appends % 4 == 1 && cluster.World.Draw(2) == 0 ? Away() : null;
            for (int i = 1; i <= 10; i++)
            {
                client.Assign([(_x, NdArray<double>.Of(i, i))]);
                if (i % 3 == 0) cluster.RunUntil(() => client.Pending == 0, $"seed {seed}: all were answered");
            }

            cluster.RunUntil(() => client.Pending == 0, $"seed {seed}: all were answered");
            Assert.Equal(Enumerable.Range(1, 10).Select(i => (double)i), Kept(cluster));
        }
    }

    private static IOException Away() =>
        new StoreAwayException("the database is away", new IOException("nobody listens"));

    private SimulatedRequest Assign(double value) => _client.Assign([(_x, NdArray<double>.Of(value, value))]);

    private void Settle() => _cluster.RunUntil(() => _client.Pending == 0, "all was answered");

    private void AssertKept(params double[] values) => Assert.Equal(values, Kept(_cluster));

    private static IEnumerable<double> Kept(SimulatedCluster cluster) => cluster.Store!.Steps
        .SelectMany(step => step.Values).Select(value => ((NdArray<double>)value.Content)[0]);

    private static double Number(SimulatedRequest request) => request.Held[0].Value.Lease<double>()[0];
}
