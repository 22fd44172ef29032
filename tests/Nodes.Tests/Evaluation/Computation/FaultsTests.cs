using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A fault says where it began, with what, and whether anything that is assigned can mend it.</summary>
public sealed class FaultsTests
{
    private static readonly Exception Cause = new ArithmeticException("no");

    private readonly Graph _graph = new();

    /// <summary>Over constants alone it stays; with a variable anywhere below it may heal.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Failed_OverConstantsOrAVariable_KnowsWhetherItIsForGood(bool hasVariable, bool isConstant)
    {
        GraphNode two = _graph.Constant(ElementType.Float64, 2);
        GraphNode x = hasVariable ? _graph.Variable(ElementType.Float64, "x", null) : two;
        Fault fault = Faults.Failed(Apply("add", Apply("neg", x), Apply("sqr", two)), [], Cause);
        Assert.Equal(isConstant, fault.Origin.IsConstant);
        Assert.Equal((FaultKind.Failed, "add", "no"), (fault.Origin.Kind, fault.Name, fault.Origin.Reason));
    }

    /// <summary>A message is not worth a walk through a whole graph.</summary>
    [Theory]
    [InlineData(900, true)]
    [InlineData(1200, false)]
    public void Failed_OverVeryManyNodes_TakesThemForSuchThatChange(int nodes, bool isConstant)
    {
        GraphNode node = _graph.Constant(ElementType.Float64, 2);
        for (int i = 0; i < nodes; i++) node = Apply("neg", node);
        Assert.Equal(isConstant, Faults.Failed(node, [], Cause).Origin.IsConstant);
    }

    [Fact]
    public void Failed_WithOperands_SaysTheirShapes()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        Value[] operands = [Value.Of(1), new Value(0, ArrayOf(1, 2)), Value.Of(Faults.Unassigned(x))];
        Assert.Equal("[], [2], none", Faults.Failed(Apply("neg", x), operands, Cause).Origin.OperandShapes);
        Assert.Equal("", Faults.Describe([]));
    }

    /// <summary>Only what nobody remembers is no content of a cell.</summary>
    [Fact]
    public void Forgotten_AsOnlyOne_IsForgotten()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        Fault forgotten = Faults.Forgotten(x), unassigned = Faults.Unassigned(x);
        Assert.Equal((true, false), (forgotten.IsForgotten, unassigned.IsForgotten));
        Assert.True(forgotten.Reach(new NodeId(7), "user").IsForgotten);
        Assert.Equal(("x", FaultKind.Unassigned), (unassigned.Name, unassigned.Origin.Kind));
    }

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
