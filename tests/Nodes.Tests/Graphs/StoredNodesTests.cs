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
        StoredNodes.Restore(restored, StoredNodes.Since(_graph, 0));
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
    public void Since_ANumber_GivesOnlyNewerNodes()
    {
        Build(_graph);
        int before = _graph.Count;
        _graph.Variable(ElementType.Float32, null, null);
        Assert.Equal(before, Assert.Single(StoredNodes.Since(_graph, before)).Definition.Id);
        Assert.Empty(StoredNodes.Since(_graph, _graph.Count));
    }

    [Fact]
    public void Restore_OutOfOrder_SaysWhichIsNext()
    {
        Build(_graph);
        var error = Assert.Throws<DataflowException>(
            () => StoredNodes.Restore(new Graph(keepsNodes: true), StoredNodes.Since(_graph, 1)));
        Assert.Contains("the next one is #1", error.Message, StringComparison.Ordinal);
    }

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
