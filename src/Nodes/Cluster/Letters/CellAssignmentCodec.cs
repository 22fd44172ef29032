using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using AssignedCell = Dataflow.Nodes.Planning.AssignedCell;
using AssignCells = Dataflow.Nodes.Evaluation.AssignCells;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Assignments of cells as messages and back. A guest knows only the nodes that it has cells for; of the others it has
/// what errors and planning need: the name, the shape, and which set of variables it depends on.
/// </summary>
internal sealed class CellAssignmentCodec(Support support)
{
    private readonly Dictionary<int, GraphNode> _known = [];

    public Wire.Protocol.Adopt Encode(AssignCells assignCells, List<NdArray> arrays)
    {
        var encoded = new Wire.Protocol.Adopt
        {
            Operands = { assignCells.Assignment.Operands.ToArray() },
            Readers = { assignCells.Assignment.Readers.ToArray().Select(Encode) },
        };
        int value = 0;
        for (int place = 0; place < assignCells.Assignment.Cells.Length; place++)
        {
            Wire.Protocol.AdoptedCell cell = Encode(assignCells.Assignment.Cells[place], arrays);
            if (value < assignCells.Values.Count && assignCells.Values[value].Place == place)
            {
                cell.Value = ValueCodec.Encode(assignCells.Values[value++].Value, arrays);
            }

            encoded.Cells.Add(cell);
        }

        return encoded;
    }

    public AssignCells Decode(Wire.Protocol.Adopt encoded, ShardId shard, IReadOnlyList<NdArray> arrays)
    {
        var cells = new CellAssignment(shard);
        var values = new List<(int Place, Value Value)>();
        foreach (Wire.Protocol.AdoptedCell cell in encoded.Cells)
        {
            if (cell.Value is { } value) values.Add((cells.Cells.Length, ValueCodec.Decode(value, arrays)));
            cells.Add(Decode(cell, arrays));
        }

        foreach (int operand in encoded.Operands) cells.AddOperand(operand);
        foreach (Reader reader in encoded.Readers)
            cells.AddReader(reader.Cell, new CellAddress(new ShardId(reader.ImportRun), reader.ImportCell));
        return new AssignCells(cells, values);
    }

    private static Reader Encode((int Lent, CellAddress Import) reader) => new()
    {
        Cell = reader.Lent, ImportRun = reader.Import.Shard.Value, ImportCell = reader.Import.Cell,
    };

    private Wire.Protocol.AdoptedCell Encode(in AssignedCell assigned, List<NdArray> arrays)
    {
        bool isImport = assigned.Lender.IsTaken;
        Definition node = isImport ? Describe(assigned.Node) : DefinitionCodec.Encode(assigned.Node, null, arrays);
        node.Support = support.NumberOf(assigned.Node);
        return new Wire.Protocol.AdoptedCell
        {
            Node = node,
            IsImport = isImport,
            LenderRun = isImport ? assigned.Lender.Shard.Value : 0,
            LenderCell = isImport ? assigned.Lender.Cell : 0,
            HasCell = assigned.Cell >= 0,
            Cell = Math.Max(0, assigned.Cell),
        };
    }

    private AssignedCell Decode(Wire.Protocol.AdoptedCell cell, IReadOnlyList<NdArray> arrays)
    {
        GraphNode node = cell.IsImport ? StandInFor(cell.Node) : DefinitionCodec.Decode(cell.Node, Find, arrays);
        node.SupportId = cell.Node.Support;
        _known[node.Id] = node;
        CellAddress lender = cell.IsImport
            ? new CellAddress(new ShardId(cell.LenderRun), cell.LenderCell)
            : CellAddress.None;
        return new AssignedCell(node, lender, cell.HasCell ? cell.Cell : AssignedCell.New);
    }

    private static Definition Describe(GraphNode node) => new()
    {
        Id = node.Id,
        Element = ShapeCodec.Encode(node.ElementType),
        Name = node.Name,
        Shape = ShapeCodec.Encode(node.Shape),
    };

    private static GraphNode StandInFor(Definition node) => GraphNode.Variable(
        node.Id,
        ShapeCodec.Decode(node.Element),
        new VariableDeclaration(node.Name, ShapeCodec.Decode(node.Shape)));

    private GraphNode Find(int id) => _known.TryGetValue(id, out GraphNode? node)
        ? node
        : throw new LetterFormatException(
            $"node #{id + 1} is read by a node that came without it; the peer is of another version");
}
