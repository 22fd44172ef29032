using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>Which nodes go stale together: those that depend on the same variables.</summary>
public sealed class SupportTests
{
    private readonly Graph _graph = new();
    private readonly Support _support = new();

    [Fact]
    public void AreEqual_SameVariablesOnOtherWays_IsTrue()
    {
        GraphNode x = Variable(), y = Variable();
        GraphNode inner = Apply("mul", y, x);
        Assert.True(_support.AreEqual(inner, Apply("add", inner, Apply("add", x, y))));
    }

    [Fact]
    public void AreEqual_OneVariableMore_IsFalse()
    {
        GraphNode x = Variable(), y = Variable(), inner = Apply("neg", x);
        Assert.False(_support.AreEqual(inner, Apply("add", inner, y)));
    }

    [Fact]
    public void NumberOf_OtherVariables_Differs()
    {
        GraphNode x = Variable(), y = Variable(), z = Variable();
        int[] numbers = [.. new[] { x, y, Apply("add", x, y), Apply("add", x, z), Apply("add", y, z) }
            .Select(_support.NumberOf)];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.Equal(_support.NumberOf(Apply("mul", y, x)), numbers[2]);
    }

    /// <summary>What depends on constants only never goes stale: it adds nothing.</summary>
    [Fact]
    public void AreEqual_WithAConstant_DoesNotCountIt()
    {
        GraphNode x = Variable(), inner = Apply("neg", x);
        GraphNode one = _graph.Constant(ElementType.Float64, 1);
        Assert.True(_support.AreEqual(inner, Apply("add", inner, one)));
        Assert.False(_support.AreEqual(one, Apply("add", one, x)));
    }

    /// <summary>Sets of very many variables are not told apart from themselves; their values are kept.</summary>
    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void AreEqual_OfManyVariables_IsTrueUpToALimit(int count, bool expected)
    {
        GraphNode first = Variable(), all = first;
        for (int i = 1; i < count; i++) all = Apply("add", all, Variable());
        Assert.Equal(expected, _support.AreEqual(all, Apply("mul", all, first)));
    }

    private GraphNode Variable() => _graph.Variable(ElementType.Float64, null, null);

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
