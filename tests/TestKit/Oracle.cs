using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit;

/// <summary>
/// What a graph means, with no caching, no actors and no order of events: every node is computed anew from the values
/// of the variables. Slow and obviously right.
/// </summary>
internal static class Oracle
{
    /// <summary>The value of <paramref name="node"/>; null when it, or something that it depends on, fails.</summary>
    public static NdArray<T>? Evaluate<T>(GraphNode node, IReadOnlyDictionary<int, NdArray<T>> variables)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new Dictionary<int, NdArray<T>?>();
        foreach (GraphNode step in Traversal.OperandsFirst([node])) values[step.Id] = Compute(step, variables, values);
        return values[node.Id];
    }

    private static NdArray<T>? Compute<T>(
        GraphNode node, IReadOnlyDictionary<int, NdArray<T>> variables, Dictionary<int, NdArray<T>?> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (node.Kind == NodeKind.Variable) return variables.GetValueOrDefault(node.Id);
        if (node.Kind == NodeKind.Constant) return ConstantOf<T>(node);
        NdArray<T>?[] operands = [.. Enumerable.Range(0, node.OperandCount).Select(i => values[node.Operand(i).Id])];
        if (operands.Any(operand => operand is null)) return null;
        try
        {
            return NdArray<T>.Apply(node.Operator!, node.Parameters, operands!);
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static NdArray<T> ConstantOf<T>(GraphNode node) where T : unmanaged, IFloatingPointIeee754<T> =>
        node.ConstantValue as NdArray<T> ?? NdArray<T>.Scalar(T.CreateTruncating((double)node.ConstantValue));
}
