using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>About how many bytes nodes' values have, before anything is computed.</summary>
public sealed class NodeSizesTests
{
    private readonly Graph _graph = new(keepsNodes: true);
    private readonly Variables _variables = new();
    private readonly NodeSizes _sizes;

    public NodeSizesTests() => _sizes = new NodeSizes(_variables);

    [Fact]
    public void Of_AKnownShape_IsItsElements()
    {
        Assert.Equal(8 * 12, _sizes.Of(_graph.Variable(ElementType.Float64, null, Shape.Of(3, 4))));
        Assert.Equal(4 * 12, _sizes.Of(_graph.Variable(ElementType.Float32, null, Shape.Of(3, 4))));
        Assert.Equal(0, _sizes.Of(_graph.Variable(ElementType.Float64, null, Shape.Of(3, 0))));
    }

    [Fact]
    public void Of_AVariableOfAnyShape_IsWhatItHasNow()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, null, null);
        Assert.Equal(8, _sizes.Of(x));
        _variables.Keep(x, new Value(0, NdArray<double>.From(new double[50])));
        Assert.Equal(8 * 50, _sizes.Of(x));
        _variables.Keep(x, new Value(0, NdArray<double>.From(new double[5])));
        Assert.Equal(8 * 5, _sizes.Of(x));
    }

    [Fact]
    public void Of_AnOperation_FollowsFromItsOperands()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, null, null);
        _variables.Keep(x, new Value(0, NdArray<double>.From(new double[50])));
        GraphNode dot = Apply("dot", x, x), abs = Apply("abs", x);
        foreach (GraphNode node in (GraphNode[])[x, dot, abs]) _sizes.Of(node);
        Assert.Equal((8L, 400L), (_sizes.Of(dot), _sizes.Of(abs)));
    }

    [Fact]
    public void Of_AnOperationThatCannotBe_IsAsLargeAsItsLargestOperand()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, null, null);
        GraphNode y = _graph.Variable(ElementType.Float64, null, null);
        _variables.Keep(x, new Value(0, NdArray<double>.From(new double[2])));
        _variables.Keep(y, new Value(0, NdArray<double>.From(new double[3])));
        GraphNode node = Apply("add", x, y);
        (_, _) = (_sizes.Of(x), _sizes.Of(y));
        Assert.Equal(8 * 3, _sizes.Of(node));
    }

    /// <summary>A number that is used again is another node's.</summary>
    [Fact]
    public void Forget_ANode_IsLookedAtAnew()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, null, null);
        GraphNode abs = Apply("abs", x);
        Assert.Equal((8L, 8L), (_sizes.Of(x), _sizes.Of(abs)));
        _variables.Keep(x, new Value(0, NdArray<double>.From(new double[50])));
        Assert.Equal(8, _sizes.Of(abs));
        _sizes.Forget(abs);
        Assert.Equal(400, _sizes.Of(abs));
    }

    private GraphNode Apply(string name, params GraphNode[] operands) => _graph.Apply(
        new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
