using System.Numerics;
using System.Text;
using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>A formula and the state of its variables as text, to see what a value was made of.</summary>
internal static class GraphText
{
    /// <summary>One line for each node that it depends on, operands first.</summary>
    public static string Of<T>(GraphNode node, Func<GraphNode, NdArray<T>?> valueOf)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        foreach (GraphNode step in Traversal.OperandsFirst([node]))
        {
            NdArray<T>? value = valueOf(step);
            string shape = value is null ? "a fault" : value.Shape.ToString();
            text.Append("  #").Append(step.Id).Append(" = ").AppendLine(step.Kind == NodeKind.Operation
                ? $"{Call(step)}   {shape}{(step.ComparesValues ? ", compares values" : "")}"
                : $"{step.Name} = {(value is null ? "nothing" : Arrays.Show(value))}");
        }

        return text.ToString();
    }

    private static string Call(GraphNode node)
    {
        List<string> given = [.. Enumerable.Range(0, node.OperandCount).Select(i => $"#{node.Operand(i).Id}")];
        if (node.Parameters is { } parameters) given.Add(parameters.ToString());
        return $"{node.Operator}({string.Join(", ", given)})";
    }
}
