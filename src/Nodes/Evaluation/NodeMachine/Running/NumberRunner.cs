using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Operators whose operands are all numbers: computed at once, without an array or a kernel.</summary>
internal static class NumberRunner
{
    /// <summary>Operators of more operands than this have no such form.</summary>
    private const int MostOperands = 3;

    /// <summary>The result, if the operator has a form for numbers and the operands are some.</summary>
    public static bool TryRun(OperandReader operands, ref Cell cell, Revision revision, out Value value)
    {
        value = default;
        if (!cell.Node.Operator!.HasScalarForm || cell.OperandCount is 0 or > MostOperands) return false;
        Span<double> numbers = [0, 0, 0];
        if (!operands.TryNumbersAt(ref cell, revision, numbers)) return false;
        value = Apply(cell.Node, numbers);
        return true;
    }

    private static Value Apply(GraphNode node, Span<double> numbers)
    {
        (Operator op, double x, double y, double z) = (node.Operator!, numbers[0], numbers[1], numbers[2]);
        try
        {
            return Value.Of(node.ElementType == ElementType.Float32
                ? op.EvaluateScalar((float)x, (float)y, (float)z)
                : op.EvaluateScalar(x, y, z));
        }
#pragma warning disable CA1031 // Whatever an operator throws becomes the node's fault, and fails what depends on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var operands = new Value[node.OperandCount];
            for (int i = 0; i < operands.Length; i++) operands[i] = Value.Of(numbers[i]);
            return Value.Of(Faults.Failed(node, operands, exception));
        }
    }
}
