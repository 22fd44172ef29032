using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Operators over numbers are computed at once, where they have such a form and all operands are numbers.
/// </summary>
public sealed class NumberRunnerTests
{
    private readonly ShardParts _parts = new();

    [Theory]
    [InlineData(-4.0, "neg", 4.0)]
    [InlineData(-3.0, "sub", 4.0, 7.0)]
    [InlineData(5.0, "clip", 9.0, 1.0, 5.0)]
    public void TryRun_WithUpToThreeOperands_Computes(double expected, string name, params double[] operands)
    {
        int cell = _parts.Add(name, [.. operands.Select(number => _parts.AddVariable(number))]);
        Assert.True(TryRun(cell, out Value value));
        Assert.Equal(expected, value.Number);
        Assert.Equal((0, false), (_parts[cell].Runs, _parts[cell].HasValue));
    }

    /// <summary>A float travels as a double of the same value, and is computed as a float.</summary>
    [Fact]
    public void TryRun_OfFloats_RoundsAsFloatsDo()
    {
        GraphNode x = _parts.Graph.Variable(ElementType.Float32, null, null);
        GraphNode third = _parts.Graph.Apply(
            new Formula(OperatorCatalogue.Find("div")!, null, ElementType.Float32, [x, x]));
        int one = _parts.AddVariable(1), three = _parts.AddVariable(3);
        Assert.True(TryRun(_parts.Add(third, one, three), out Value value));
        Assert.Equal((double)(1f / 3f), value.Number);
    }

    [Fact]
    public void TryRun_WithAnArray_LeavesItToAKernel()
    {
        int array = _parts.AddVariable(ArrayOf(1, 2)), number = _parts.AddVariable(1);
        Assert.False(TryRun(_parts.Add("add", number, array), out _));
    }

    /// <summary>A fault is no number, and an operator that looks at whole arrays has no form for one.</summary>
    [Fact]
    public void TryRun_WithoutAFormOrWithAFault_LeavesItToTheRunner()
    {
        int x = _parts.AddVariable(1);
        Assert.False(TryRun(_parts.Add("sum", x), out _));
        int unassigned = _parts.Add(_parts.Variable());
        _parts[unassigned].Hold(
            Value.Of(Faults.Unassigned(_parts[unassigned].Node)), RevisionSpan.Always, isNew: true);
        Assert.False(TryRun(_parts.Add("neg", unassigned), out _));
    }

    [Fact]
    public void TryRun_OfAnOperatorThatThrows_IsAFaultOfTheNode()
    {
        var failing = new ThrowingOperator { InScalarForm = new ArithmeticException("no") };
        int cell = _parts.Add(failing, _parts.AddVariable(1));
        Assert.True(TryRun(cell, out Value value));
        FaultOrigin origin = value.Fault!.Origin;
        Assert.Same(failing.InScalarForm, origin.Cause);
        Assert.Equal((FaultKind.Failed, new NodeId(_parts[cell].Node.Id)), (origin.Kind, origin.Node));
    }

    private bool TryRun(int cell, out Value value) =>
        NumberRunner.TryRun(_parts.Operands, ref _parts[cell], At(1), out value);
}
