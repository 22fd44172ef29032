using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>
/// G12: a member that is asked to leave takes nothing with it, also where graphs are kept by no store.
/// </summary>
public sealed class LeavingTests
{
    private readonly Graph _graph = new(keepsNodes: true);

    /// <summary>
    /// 1 a variable has a value · 2 the home leaves · 3 another member is home · 4 the value is there
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Leave_OfAHomeWithoutAStore_HandsItsGraphOver(int seed)
    {
        var cluster = new SimulatedCluster(seed, members: 3, isKept: false);
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        GraphNode y = _graph.Apply(new Formula(OperatorCatalogue.Find("sqr")!, null, ElementType.Float64, [x]));
        var client = new SimulatedClient(cluster, "client0", "g", _graph);
        client.Assign([(x, NdArray<double>.Of(1, 2, 3))]);
        cluster.RunUntil(() => client.Pending == 0, "the assignment was acknowledged");
        SimulatedMember home = cluster.Members.Single(member => member.Member.Homes.Count > 0);
        Assert.NotEqual("a", home.Name); // the seed holds the table, which leaves with it
        home.Member.Leave();
        cluster.RunUntil(() => home.Member.Left.IsCompleted, "the home has left");
        home.Kill();
        SimulatedRequest asked = client.Eval([y]);
        cluster.RunUntil(() => client.Pending == 0, "the evaluation was answered");
        Assert.Equal("f64[3] [1, 4, 9]", asked.Held[0].Value.Array?.ToString());
        Assert.Contains(cluster.Members, member => member != home && member.Member.Homes.Count > 0);
    }
}
