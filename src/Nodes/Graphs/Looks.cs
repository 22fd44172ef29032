namespace Dataflow.Nodes.Graphs;

/// <summary>
/// What can be said of nodes beyond what their actors know: constants are valid whether anybody used them or not, and
/// shapes follow from those of operands where no value is held.
/// </summary>
internal static class Looks
{
    /// <param name="nodes">The nodes, operands first; operands that are not among them are taken as declared.</param>
    /// <param name="statuses">What their actors say of each.</param>
    public static NodeStatus[] Complete(IReadOnlyList<GraphNode> nodes, IReadOnlyList<NodeStatus> statuses)
    {
        var shapes = new Dictionary<int, Shape?>(nodes.Count);
        var completed = new NodeStatus[nodes.Count];
        for (int i = 0; i < completed.Length; i++)
        {
            NodeStatus status = statuses[i];
            if (nodes[i].Kind == NodeKind.Constant && !status.IsValid) status = OfConstant(nodes[i], status);
            Shape? shape = status.IsValid ? status.Shape : nodes[i].Shape ?? Infer(nodes[i], shapes);
            shapes[nodes[i].Id] = shape;
            completed[i] = status with { Shape = shape };
        }

        return completed;
    }

    private static NodeStatus OfConstant(GraphNode node, NodeStatus status) => status with
    {
        IsValid = true,
        Shape = node.Shape,
        BytesHeld = node.ConstantValue is NdArray array ? array.Bytes : sizeof(double),
    };

    /// <summary>Null when an operand's shape is not known, or the operator would refuse them.</summary>
    private static Shape? Infer(GraphNode node, Dictionary<int, Shape?> known)
    {
        if (node.Kind != NodeKind.Operation) return null;
        var operands = new Shape?[node.OperandCount];
        for (int i = 0; i < operands.Length; i++)
        {
            GraphNode operand = node.Operand(i);
            operands[i] = known.TryGetValue(operand.Id, out Shape? shape) ? shape : operand.Shape;
        }

        try
        {
            return node.Operator!.InferShape(operands, node.Parameters);
        }
        catch (DataflowException)
        {
            return null;
        }
    }
}
