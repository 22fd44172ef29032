using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// About how many bytes the nodes' values have: known from shapes, of variables from what they have now. Where a shape
/// can not be told, as many as the largest operand.
/// </summary>
internal sealed class NodeSizes(Variables variables)
{
    private readonly Dictionary<int, (Shape? Shape, long Bytes)> _known = [];

    /// <summary>Of a node whose operands were asked for before.</summary>
    public long Of(GraphNode node)
    {
        if (_known.TryGetValue(node.Id, out (Shape? Shape, long Bytes) known)) return known.Bytes;
        Shape? shape = node.Shape ?? ShapeOf(node);
        long bytes = shape is null ? LargestOperand(node) : shape.Length * node.ElementType.Size();
        // A variable may get another shape, so it is not remembered.
        if (node.Kind != NodeKind.Variable) _known.Add(node.Id, (shape, bytes));
        return bytes;
    }

    /// <summary>The node is gone.</summary>
    public void Forget(GraphNode node) => _known.Remove(node.Id);

    private Shape? ShapeOf(GraphNode node)
    {
        if (node.Kind == NodeKind.Variable) return variables.ShapeOf(node);
        if (node.Kind != NodeKind.Operation) return null;
        var shapes = new Shape?[node.OperandCount];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = Known(node.Operand(i));
        try
        {
            return node.Operator!.InferShape(shapes, node.Parameters);
        }
        catch (DataflowException)
        {
            return null; // the evaluation will say so
        }
    }

    private Shape? Known(GraphNode node) =>
        node.Shape ?? (node.Kind == NodeKind.Variable
            ? variables.ShapeOf(node) : _known.GetValueOrDefault(node.Id).Shape);

    private long LargestOperand(GraphNode node)
    {
        long most = sizeof(double);
        for (int i = 0; i < node.OperandCount; i++) most = Math.Max(most, Of(node.Operand(i)));
        return most;
    }
}
