using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Graphs;

public sealed class StoredNodesTests
{
    private readonly Graph _graph = new(keepsNodes: true);

    [Fact]
    public void Restore_OfAGraph_GivesTheSameNumbersAndFindsEveryNodeAgain()
    {
        (GraphNode x, GraphNode sum, NdArray<double> array) = Build(_graph);
        sum.ComparesValues = true;
        _graph.Place(sum, PlaceRequest.OnRole("gpu"));
        var restored = new Graph(keepsNodes: true);
        StoredNodes.Restore(restored, All(_graph));
        Assert.Equal(_graph.Count, restored.Count);
        Assert.Equal(sum.Id, Build(restored).Sum.Id);
        Assert.Equal(x.Id, restored.FindByKey("k")!.Id);
        Assert.Equal(array, ((NdArray<double>)restored[1].ConstantValue));
        Assert.Equal(_graph.Count, restored.Count);
        Assert.True(restored[sum.Id].ComparesValues);
        Assert.Equal(PlaceRequest.OnRole("gpu"), restored.WhereOf(restored[sum.Id]));
        Assert.Null(restored.WhereOf(restored[x.Id]));
    }

    [Fact]
    public void Restore_OfNumbersWithGaps_GivesTheGapsToNodesThatCome()
    {
        (GraphNode x, _, _) = Build(_graph);
        GraphNode doomed = Apply(_graph, AbsOperator.Definition, x), late = Apply(_graph, NegOperator.Definition, x);
        _graph.Names.Add("late", late);
        _graph.Release(doomed);
        var restored = new Graph(keepsNodes: true);
        StoredNodes.Restore(restored, All(_graph));
        Assert.Equal(_graph.Count, restored.Count);
        Assert.Equal(late.Id, restored.Names.Find("late").Id);
        Assert.Equal(doomed.Id, restored.Constant(ElementType.Float64, 77).Id);
        Assert.Equal(late.Id + 1, restored.Constant(ElementType.Float64, 78).Id);
    }

    [Fact]
    public void Restore_WithoutAnOperand_SaysWhich()
    {
        Build(_graph);
        StoredGraph kept = All(_graph);
        kept = kept with { Nodes = [.. kept.Nodes.Skip(1)] };
        var error = Assert.Throws<DataflowException>(() => StoredNodes.Restore(new Graph(keepsNodes: true), kept));
        Assert.Contains("node #1 is needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakeChanges_AfterANumberWasUsedAgain_SaysBoth()
    {
        _graph.Changes = new GraphChanges();
        (GraphNode x, _, _) = Build(_graph);
        GraphNode doomed = Apply(_graph, AbsOperator.Definition, x);
        Assert.Contains(doomed, _graph.TakeChanges().New);
        _graph.Release(doomed);
        GraphNode heir = Apply(_graph, NegOperator.Definition, x);
        _graph.Release(Apply(_graph, SqrOperator.Definition, x));
        GraphDelta delta = _graph.TakeChanges();
        Assert.Equal(doomed.Id, heir.Id);
        Assert.Equal([doomed], delta.Forgotten);
        Assert.Equal([heir], delta.New);
    }

    [Fact]
    public void GiveBack_OfWhatLeftMeanwhile_NeverMentionsIt()
    {
        _graph.Changes = new GraphChanges();
        (GraphNode x, _, _) = Build(_graph);
        _graph.TakeChanges();
        GraphNode doomed = Apply(_graph, AbsOperator.Definition, x);
        _graph.Names.Add("risk", x);
        GraphDelta refused = _graph.TakeChanges();
        _graph.Release(doomed);
        _graph.GiveBack(refused);
        GraphDelta delta = _graph.TakeChanges();
        Assert.Empty(delta.New);
        Assert.Empty(delta.Forgotten);
        Assert.Equal(x, delta.Names["risk"]);
    }

    private static StoredGraph All(Graph graph) => new()
    {
        Nodes = [.. Traversal.OperandsFirst(graph.Nodes).Select(node => StoredNodes.Of(node, graph))],
        Names = graph.Names.All.ToDictionary(one => one.Name, one => one.Node.Id),
    };

    private static (GraphNode X, GraphNode Sum, NdArray<double> Array) Build(Graph graph)
    {
        NdArray<double> array = NdArray<double>.Of(1, -0.0);
        GraphNode x = graph.VariableByKey(ElementType.Float64, "x", Shape.Of(2), "k");
        GraphNode constant = graph.EqualConstant(array), two = graph.Constant(ElementType.Float64, 2);
        GraphNode product = Apply(graph, MulOperator.Definition, x, constant);
        return (x, Apply(graph, AddOperator.Definition, product, two), array);
    }

    private static GraphNode Apply(Graph graph, Operator op, params GraphNode[] operands) =>
        graph.Apply(new Formula(op, null, ElementType.Float64, operands));
}
