using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Graphs;

/// <summary>What nobody holds leaves the graph at once, with what only it held, and nothing else does.</summary>
public sealed class GraphReleasingTests
{
    private readonly Graph _graph = new(keepsNodes: true);
    private readonly List<GraphNode> _forgotten = [];

    [Fact]
    public void Release_OfTheLastHold_ForgetsWhatOnlyThatHeldUsersFirst()
    {
        _graph.WhenForgotten = _forgotten.AddRange;
        GraphNode x = Variable(), inner = Apply("neg", x), outer = Apply("sqr", inner);
        _graph.Release(x, inner);
        Assert.Empty(_forgotten);
        _graph.Release(outer);
        Assert.Equal([outer, inner, x], _forgotten);
    }

    [Fact]
    public void Release_OfWhatIsHeldOtherwise_ForgetsNothing()
    {
        _graph.WhenForgotten = _forgotten.AddRange;
        GraphNode x = Variable(), user = Apply("neg", x);
        Assert.Same(user, Apply("neg", x));
        _graph.Release(user);
        Assert.Empty(_forgotten);
        _graph.Release(user);
        Assert.Equal([user], _forgotten);
        Assert.Same(x, _graph[x.Id]);
    }

    /// <summary>An operand that stands in a formula twice is held twice.</summary>
    [Fact]
    public void Release_OfWhatReadsANodeTwice_EndsBothHolds()
    {
        GraphNode x = Variable(), square = Apply("mul", x, x);
        _graph.Release(x);
        Assert.Equal(2, _graph.Count);
        _graph.Release(square);
        Assert.Equal(0, _graph.Count);
    }

    /// <summary>Messages that mean the node may be under way: no other has its number before they have come.</summary>
    [Fact]
    public void Release_WhereSomebodyIsTold_KeepsTheNumberUntilItIsGivenBack()
    {
        _graph.WhenForgotten = _forgotten.AddRange;
        GraphNode before = Variable();
        _graph.Release(before);
        GraphNode meanwhile = Variable();
        Assert.NotEqual(before.Id, meanwhile.Id);
        Assert.Equal(2, _graph.Count);
        _graph.Recycle(_forgotten);
        Assert.Equal(1, _graph.Count);
        Assert.Equal(before.Id, Variable().Id);
    }

    [Fact]
    public void Apply_OfAFormulaThatWasForgotten_IsANewNode()
    {
        GraphNode x = Variable(), before = Apply("neg", x);
        _graph.Release(before);
        Assert.True(before.IsForgotten);
        GraphNode after = Apply("neg", x);
        Assert.NotSame(before, after);
        Assert.False(after.IsForgotten);
    }

    [Fact]
    public void Apply_ToANodeThatWasForgotten_SaysSo()
    {
        GraphNode x = Variable();
        _graph.Release(x);
        Assert.Throws<ObjectDisposedException>(() => Apply("neg", x));
    }

    [Fact]
    public void VariableByKey_OfOneClient_IsANewOneAfterItWasForgotten()
    {
        GraphNode before = _graph.VariableByKey(ElementType.Float64, "x", null, "#session/1");
        _graph.Release(before);
        Assert.Null(_graph.FindByKey("#session/1"));
        Assert.NotSame(before, _graph.VariableByKey(ElementType.Float32, "x", Shape.Of(2), "#session/1"));
    }

    [Fact]
    public void TryHold_OfANode_HoldsItUnlessItWasForgotten()
    {
        GraphNode x = Variable();
        Assert.True(_graph.TryHold(x));
        _graph.Release(x);
        Assert.False(x.IsForgotten);
        _graph.Release(x);
        Assert.False(_graph.TryHold(x));
    }

    [Fact]
    public void Release_OfTheEndOfALongChain_LeavesNothing()
    {
        GraphNode last = Variable();
        for (int i = 0; i < 10_000; i++)
        {
            GraphNode next = Apply("neg", last);
            _graph.Release(last);
            last = next;
        }

        _graph.Release(last);
        Assert.Equal(0, _graph.Count);
    }

    private GraphNode Variable() => _graph.Variable(ElementType.Float64, null, null);

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
