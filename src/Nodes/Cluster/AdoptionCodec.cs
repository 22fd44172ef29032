using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using AdoptedCell = Dataflow.Nodes.Planning.AdoptedCell;
using Adopt = Dataflow.Nodes.Evaluation.Adopt;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Adoptions as messages and back. A guest knows only the nodes that it has cells for; of the others it has what errors
/// and planning need: the name, the shape, and which set of variables it depends on.
/// </summary>
internal sealed class AdoptionCodec(Support support)
{
    private readonly Dictionary<int, GraphNode> _known = [];

    public Wire.Protocol.Adopt Encode(Adopt adopt, List<NdArray> arrays)
    {
        var encoded = new Wire.Protocol.Adopt
        {
            Operands = { adopt.Adoption.Operands.ToArray() }, Readers = { adopt.Adoption.Readers.ToArray() },
        };
        int value = 0;
        for (int place = 0; place < adopt.Adoption.Cells.Length; place++)
        {
            Wire.Protocol.AdoptedCell cell = Encode(adopt.Adoption.Cells[place], arrays);
            if (value < adopt.Values.Count && adopt.Values[value].Place == place)
            {
                cell.Value = ValueCodec.Encode(adopt.Values[value++].Value, arrays);
            }

            encoded.Cells.Add(cell);
        }

        return encoded;
    }

    public Adopt Decode(Wire.Protocol.Adopt encoded, RunId run, IReadOnlyList<NdArray> arrays)
    {
        var adoption = new Adoption(run);
        var values = new List<(int Place, Value Value)>();
        foreach (Wire.Protocol.AdoptedCell cell in encoded.Cells)
        {
            if (cell.Value is { } value) values.Add((adoption.Cells.Length, ValueCodec.Decode(value, arrays)));
            adoption.Add(Decode(cell, arrays));
        }

        foreach (int operand in encoded.Operands) adoption.AddOperand(operand);
        foreach (int reader in encoded.Readers) adoption.AddReader(reader);
        return new Adopt(adoption, values);
    }

    private Wire.Protocol.AdoptedCell Encode(in AdoptedCell adopted, List<NdArray> arrays)
    {
        bool isImport = adopted.Lender.IsTaken;
        Definition node = isImport ? Describe(adopted.Node) : DefinitionCodec.Encode(adopted.Node, null, arrays);
        node.Support = support.NumberOf(adopted.Node);
        return new Wire.Protocol.AdoptedCell
        {
            Node = node,
            IsImport = isImport,
            LenderRun = isImport ? adopted.Lender.Run.Value : 0,
            LenderCell = isImport ? adopted.Lender.Cell : 0,
            HasCell = adopted.Cell >= 0,
            Cell = Math.Max(0, adopted.Cell),
        };
    }

    private AdoptedCell Decode(Wire.Protocol.AdoptedCell cell, IReadOnlyList<NdArray> arrays)
    {
        GraphNode node = cell.IsImport ? StandInFor(cell.Node) : DefinitionCodec.Decode(cell.Node, Find, arrays);
        node.SupportId = cell.Node.Support;
        _known[node.Id] = node;
        Seat lender = cell.IsImport ? new Seat(new RunId(cell.LenderRun), cell.LenderCell) : Seat.None;
        return new AdoptedCell(node, lender, cell.HasCell ? cell.Cell : AdoptedCell.New);
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
            $"node #{id} is read by a node that came without it; the peer is of another version");
}
