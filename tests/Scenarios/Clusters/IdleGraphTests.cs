using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>Graphs that leave members: nobody uses them, or somebody deletes them.</summary>
public sealed class IdleGraphTests
{
    private SimulatedCluster _cluster = null!; // made by the test's own thread, whose context it clears
    private readonly Graph _graph = new(keepsNodes: true);
    private readonly GraphNode _x;
    private readonly GraphNode _y;

    public IdleGraphTests()
    {
        _x = _graph.Variable(ElementType.Float64, "x", null);
        _y = _graph.Apply(new Formula(SqrOperator.Definition, null, ElementType.Float64, [_x]));
        _graph.Place(_y, PlaceRequest.Spread);
    }

    private bool IsAnywhere => _cluster.Members.Any(member => member.Member.Homes.Count > 0);

    /// <summary>
    /// 1 a client assigns and goes · 2 no member has the graph · 3 a client comes and finds the value
    /// </summary>
    [Fact]
    public void Graph_ThatNobodyUses_LeavesTheMemoryAndComesBack()
    {
        SimulatedClient client = Assign(3);
        client.Leave();
        _cluster.RunUntil(() => !IsAnywhere, "no member was home to the graph");
        Assert.Equal(9, Ask(new SimulatedClient(_cluster, "client1", "g", _graph)));
    }

    /// <summary>
    /// 1 two clients have the graph open · 2 one deletes it · 3 the other is told so · 4 who opens it finds nothing
    /// </summary>
    [Fact]
    public void Graph_ThatIsDeleted_IsGoneAndSaysSo()
    {
        SimulatedClient client = Assign(3);
        var other = new SimulatedClient(_cluster, "client1", "g", _graph);
        Ask(other);
        SimulatedRequest deletion = client.Delete();
        _cluster.RunUntil(() => client.Pending == 0, "the graph was deleted");
        Assert.Equal("", deletion.Error);
        Assert.Equal(0, _cluster.Store!.CountNodes("g"));
        SimulatedRequest told = other.Eval([_y]);
        _cluster.RunUntil(() => other.Pending == 0, "the other was told");
        Assert.Contains("was deleted", told.Error, StringComparison.Ordinal);
    }

    private SimulatedClient Assign(double value)
    {
        _cluster = new SimulatedCluster(seed: 5, members: 3);
        var client = new SimulatedClient(_cluster, "client0", "g", _graph);
        client.Assign([(_x, NdArray<double>.Scalar(value))]);
        _cluster.RunUntil(() => client.Pending == 0, "the client was answered");
        return client;
    }

    private double Ask(SimulatedClient client)
    {
        SimulatedRequest asked = client.Eval([_y]);
        _cluster.RunUntil(() => client.Pending == 0, "the client was answered");
        return asked.Held[0].Value.Number;
    }
}
