using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Cluster;

public sealed class PlacementPolicyTests
{
    private static readonly ShardId Home = new(0), B = new(1), C = new(2);

    private readonly Graph _graph = new(keepsNodes: true);
    private readonly Variables _variables = new();
    private readonly CellAddresses _addresses = new();
    private readonly PlacementPolicy _policy;

    public PlacementPolicyTests()
    {
        ShardPlace home = Place(Home, "a");
        _policy = new PlacementPolicy(new PlacementBesideOperands(), _graph, home, _variables);
        _policy.Use(new MemberEraPlan(new(1), home, [home, Place(B, "b", "gpu"), Place(C, "c", "gpu")]));
    }

    [Fact]
    public void Choose_ANodeWithoutOperands_IsAtHome() => Assert.Equal(Home, _policy.Choose(Variable(4), _addresses));

    [Fact]
    public void Choose_NothingSaid_IsBesideTheLargestOperand()
    {
        GraphNode small = At(Home, Variable(1)), large = At(C, Variable(1000));
        Assert.Equal(C, _policy.Choose(Sum(small, large), _addresses));
        Assert.Equal(C, _policy.Choose(Sum(large, small), _addresses));
    }

    [Fact]
    public void Choose_AVariableOfUnknownShape_CountsWhatItHas()
    {
        GraphNode small = At(Home, Variable(1)), other = _graph.Variable(ElementType.Float64, null, null);
        _variables.Keep(other, new Value(0, NdArray<double>.From(new double[50])));
        Assert.Equal(B, _policy.Choose(Sum(small, At(B, other)), _addresses));
    }

    [Fact]
    public void Choose_AMemberSaid_IsThere()
    {
        GraphNode node = Sum(At(Home, Variable(9)), At(Home, Variable(9)));
        _graph.Place(node, PlaceRequest.On("b"));
        Assert.Equal(B, _policy.Choose(node, _addresses));
    }

    [Fact]
    public void Choose_AMemberSaidThatIsGone_IsWhereItWouldBe()
    {
        GraphNode node = Sum(At(C, Variable(9)), At(C, Variable(9)));
        _graph.Place(node, PlaceRequest.On("z"));
        Assert.Equal(C, _policy.Choose(node, _addresses));
    }

    [Fact]
    public void Choose_ARoleSaid_TakesTurnsByBytes()
    {
        GraphNode first = Variable(100), second = Variable(10), third = Variable(10);
        foreach (GraphNode node in (GraphNode[])[first, second, third]) _graph.Place(node, PlaceRequest.OnRole("gpu"));
        Assert.Equal([B, C, C], new[] { first, second, third }.Select(node => _policy.Choose(node, _addresses)));
    }

    [Fact]
    public void Choose_SpreadSaid_TakesTheLeastLoaded()
    {
        GraphNode[] nodes = [.. Enumerable.Range(0, 3).Select(_ => Variable(5))];
        foreach (GraphNode node in nodes) _graph.Place(node, PlaceRequest.Spread);
        Assert.Equal([Home, B, C], nodes.Select(node => _policy.Choose(node, _addresses)));
    }

    private static ShardPlace Place(ShardId shard, string name, params string[] roles) =>
        new(shard, new MemberCard(name, $"tcp://{name}", roles), Life: shard.Value + 1);

    private GraphNode Variable(int length) => _graph.Variable(ElementType.Float64, null, Shape.Of(length));

    private GraphNode Sum(GraphNode x, GraphNode y) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find("hypot")!, null, ElementType.Float64, [x, y]));

    private GraphNode At(ShardId shard, GraphNode node)
    {
        _addresses.Place(node, new CellAddress(shard, 0));
        return node;
    }
}
