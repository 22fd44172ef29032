using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>G11: a home whose lease was over for a moment lets go of its graph.</summary>
public sealed class LapseTests
{
    private readonly Graph _graph = new(keepsNodes: true);

    /// <summary>
    /// 1 an assignment is kept · 2 the home is held up, and sees that its lease is over · 3 the lease is renewed
    /// · 4 the assignment is acknowledged, once
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Assign_WhenTheLeaseIsOverForAMoment_IsAcknowledgedAllTheSame(int members)
    {
        var cluster = new SimulatedCluster(seed: 7, members);
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        var client = new SimulatedClient(cluster, "client0", "g", _graph);
        client.Eval([x]);
        cluster.RunUntil(() => client.Pending == 0, "the graph was at home somewhere");
        SimulatedMember home = cluster.Members.Single(member => member.Member.Homes.Count > 0);
        long life = home.Member.Life;
        cluster.Store!.Kept = () => home.Process.Ahead = (long)cluster.Lease.TotalMilliseconds;
        SimulatedRequest assigned = client.Assign([(x, NdArray<double>.Of(1, 2, 3))]);
        cluster.RunUntil(() => IsAnswered(client, home), "the assignment was acknowledged");
        Assert.Equal("", assigned.Error);
        Assert.Single(cluster.Store.Steps, step => step.Values.Count > 0);
        Assert.True(home.Member.Life > life);
    }

    /// <summary>It is held up only where the step was kept: by the next event it is up to date again.</summary>
    private static bool IsAnswered(SimulatedClient client, SimulatedMember home)
    {
        home.Process.Ahead = 0;
        return client.Pending == 0;
    }
}
