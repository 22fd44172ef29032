using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class DefinitionCodecTests
{
    private readonly Graph _graph = new(keepsNodes: true);

    [Fact]
    public void Define_OfAnUnknownOperator_NamesIt()
    {
        var error = Assert.Throws<LetterFormatException>(() => Define(
            new Definition { Id = 7, Kind = Kind.Operation, Operator = "frobnicate" }));
        Assert.Contains("#8", error.Message, StringComparison.Ordinal);
        Assert.Contains("'frobnicate'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_OfUnknownParameters_NamesTheirKind()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        var error = Assert.Throws<LetterFormatException>(() => Define(new Definition
        {
            Kind = Kind.Operation, Operator = "sum", Operands = { x.Id },
            Parameters = new ParameterSet { Kind = "fancy" },
        }));
        Assert.Contains("'fancy'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_WithTooFewOperands_SaysHowManyItTakes()
    {
        var error = Assert.Throws<LetterFormatException>(() => Define(
            new Definition { Kind = Kind.Operation, Operator = "add" }));
        Assert.Contains("takes 2 operands and came with 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_WithAnOperandOfAnotherType_IsRefused()
    {
        GraphNode x = _graph.Variable(ElementType.Float32, "x", null);
        var error = Assert.Throws<LetterFormatException>(() => Define(
            new Definition { Kind = Kind.Operation, Operator = "abs", Operands = { x.Id } }));
        Assert.Contains("Float64", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Define_OfAConstantWhoseArrayIsNotThere_IsRefused(int enclosed) =>
        Assert.Throws<LetterFormatException>(() => Define(
            new Definition { Kind = Kind.Constant, Enclosed = enclosed }));

    [Fact]
    public void Define_OfConstants_FindsEqualBits()
    {
        GraphNode Constant(params double[] numbers) => _graph.Define(
            new Definition { Kind = Kind.Constant, Enclosed = 0 }, id => _graph[id], [NdArray<double>.From(numbers)]);
        GraphNode zeros = Constant(0, 0, double.NaN);
        Assert.Same(zeros, Constant(0, 0, double.NaN));
        Assert.NotSame(zeros, Constant(0, -0.0, double.NaN));
        Assert.NotSame(zeros, Constant(0, 0));
    }

    [Fact]
    public void Define_OfAVariable_FindsItByItsKey()
    {
        var shape = new Sizes { Of = { 2 } };
        var definition = new Definition { Kind = Kind.Variable, Name = "x", Key = "x", Shape = shape };
        GraphNode x = Define(definition);
        Assert.Same(x, Define(definition));
        Assert.Same(x, _graph.FindByKey("x"));
        definition.Shape = new Sizes { Of = { 3 } };
        var error = Assert.Throws<DataflowException>(() => Define(definition));
        Assert.Contains("Float64 of shape [2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Float64 of shape [3]", error.Message, StringComparison.Ordinal);
        definition.Key = "";
        Assert.Throws<LetterFormatException>(() => Define(definition));
    }

    [Fact]
    public void Define_WithAPlace_AsksForItOnce()
    {
        var definition = new Definition
        {
            Kind = Kind.Variable, Key = "x", Where = new Nodes.Wire.Protocol.Where { Member = "b" },
            ComparesValues = true,
        };
        GraphNode x = Define(definition);
        definition.Where.Member = "c";
        Assert.Equal(Nodes.Graphs.PlaceRequest.On("b"), _graph.WhereOf(Define(definition)));
        Assert.True(x.ComparesValues);
    }

    private GraphNode Define(Definition definition) => _graph.Define(definition, id => _graph[id], []);
}
