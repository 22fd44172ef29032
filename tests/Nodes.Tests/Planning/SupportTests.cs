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

    /// <summary>A number that is given again means the new set alone, also when the old set comes back.</summary>
    [Fact]
    public void Leave_OfTheLastOfItsSet_LeavesNothingOfTheSet()
    {
        GraphNode x = Variable(), y = Variable(), z = Variable(), first = Apply("add", x, y);
        foreach (GraphNode variable in (GraphNode[])[x, y, z]) _support.NumberOf(variable);
        int number = _support.NumberOf(first);
        _support.Leave(first);
        GraphNode other = Apply("add", x, z);
        Assert.Equal(number, _support.NumberOf(other));
        Assert.NotEqual(number, _support.NumberOf(Apply("mul", x, y)));
        Assert.False(_support.AreEqual(other, Apply("sub", x, y)));
    }

    [Fact]
    public void Leave_WithAnotherOfItsSet_KeepsTheNumber()
    {
        GraphNode x = Variable(), y = Variable(), z = Variable();
        GraphNode first = Apply("add", x, y), second = Apply("mul", x, y);
        Assert.True(_support.AreEqual(first, second));
        _support.Leave(first);
        Assert.Equal(_support.NumberOf(second), _support.NumberOf(Apply("sub", x, y)));
        Assert.NotEqual(_support.NumberOf(second), _support.NumberOf(Apply("add", x, z)));
    }

    private GraphNode Variable() => _graph.Variable(ElementType.Float64, null, null);

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
