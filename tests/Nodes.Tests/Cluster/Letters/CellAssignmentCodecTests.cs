using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;
using AssignCells = Dataflow.Nodes.Evaluation.AssignCells;
using AssignedCell = Dataflow.Nodes.Planning.AssignedCell;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Cells that a shard of another member is given: what it needs of their nodes, and nothing else.</summary>
public sealed class CellAssignmentCodecTests
{
    private static readonly ShardId Here = new(0), There = new(4);

    private readonly Graph _graph = new(keepsNodes: true);
    private readonly CellAssignmentCodec _near = new(new Support()), _far = new(new Support());

    [Fact]
    public void Decode_AnOperationOverAnImport_KnowsBoth()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", Shape.Of(3));
        GraphNode y = _graph.Apply(new Formula(OperatorCatalogue.Find("abs")!, null, ElementType.Float64, [x]));
        var cells = new CellAssignment(There);
        cells.Add(new AssignedCell(x, new CellAddress(Here, 7), AssignedCell.New));
        cells.Add(new AssignedCell(y, CellAddress.None, 2));
        cells.AddOperand(0);
        cells.AddReader(5, new CellAddress(Here, 9));
        AssignCells back = Travel(new AssignCells(cells, []));
        (AssignedCell import, AssignedCell own) = (back.Assignment.Cells[0], back.Assignment.Cells[1]);
        Assert.Equal((new CellAddress(Here, 7), AssignedCell.New), (import.Lender, import.Cell));
        Assert.Equal(("x", x.Id, "[3]"), (import.Node.Name, import.Node.Id, import.Node.Shape!.ToString()));
        Assert.Equal((y.Id, "abs", false, 2), (own.Node.Id, own.Node.Operator!.Name, own.Lender.IsTaken, own.Cell));
        Assert.Same(import.Node, own.Node.Operand(0));
        Assert.Equal([0], back.Assignment.Operands.ToArray());
        Assert.Equal([(5, new CellAddress(Here, 9))], back.Assignment.Readers.ToArray());
    }

    [Fact]
    public void Decode_WhatVariablesHave_IsAtTheirPlaces()
    {
        var cells = new CellAssignment(There);
        foreach (string name in (string[])["x", "y", "z"])
        {
            GraphNode variable = _graph.Variable(ElementType.Float64, name, null);
            cells.Add(new AssignedCell(variable, CellAddress.None, AssignedCell.New));
        }

        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(2));
        AssignCells back = Travel(new AssignCells(cells, [(0, Value.Of(2.5)), (2, new Value(0, array))]));
        Assert.Equal([0, 2], back.Values.Select(one => one.Place));
        Assert.Equal(2.5, back.Values[0].Value.Number);
        Assert.Same(array, back.Values[1].Value.Array);
    }

    /// <summary>What was told once is known for good, so a node is not told with each of its users.</summary>
    [Fact]
    public void Decode_AUserOfWhatCameEarlier_FindsIt()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        var first = new CellAssignment(There);
        first.Add(new AssignedCell(x, CellAddress.None, AssignedCell.New));
        AssignCells known = Travel(new AssignCells(first, []));
        Assert.Same(known.Assignment.Cells[0].Node, Travel(UserOf(x)).Assignment.Cells[0].Node.Operand(0));
    }

    [Fact]
    public void Decode_AUserOfWhatNeverCame_IsRefused()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        Assert.Contains(
            $"#{x.Id + 1}", Assert.Throws<LetterFormatException>(() => Travel(UserOf(x))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AnUnknownOperator_IsRefused()
    {
        GraphNode x = _graph.Variable(ElementType.Float64, "x", null);
        Adopt encoded = _near.Encode(UserOf(x), []);
        encoded.Cells[0].Node.Operator = "frobnicate";
        Assert.ThrowsAny<DataflowException>(() => _far.Decode(encoded, There, []));
    }

    private AssignCells UserOf(GraphNode x)
    {
        GraphNode y = _graph.Apply(new Formula(OperatorCatalogue.Find("abs")!, null, ElementType.Float64, [x]));
        var cells = new CellAssignment(There);
        cells.Add(new AssignedCell(y, CellAddress.None, AssignedCell.New));
        cells.AddOperand(0);
        return new AssignCells(cells, []);
    }

    private AssignCells Travel(AssignCells cells)
    {
        var arrays = new List<NdArray>();
        Adopt encoded = Adopt.Parser.ParseFrom(_near.Encode(cells, arrays).ToByteArray());
        return _far.Decode(encoded, There, arrays);
    }
}
