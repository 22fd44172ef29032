using System.Text;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// A graph as text that Graphviz renders: one box a node with its name, shape and state (valid ones filled), one arrow
/// an operand. A name that somebody gave to a node stands before what it is: <c>total = sum</c>. Linear in the size of
/// the graph.
/// </summary>
internal static class DotWriter
{
    public static string Write(
        IReadOnlyList<GraphNode> outputs, Func<GraphNode, NodeStatus> status, Func<int, string?> nameOf)
    {
        var text = new StringBuilder(
            "digraph dataflow {\n  rankdir=TB;\n  node [shape=box, fontname=\"Helvetica\"];\n");
        foreach (GraphNode node in Traversal.OperandsFirst(outputs))
        {
            WriteNode(text, node, status(node), nameOf(node.Number));
            for (int i = 0; i < node.OperandCount; i++)
            {
                text.Append("  n").Append(node.Operand(i).Number).Append(" -> n").Append(node.Number).Append(";\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static void WriteNode(StringBuilder text, GraphNode node, NodeStatus status, string? name)
    {
        string shape = status.Shape?.ToString() ?? "shape unknown";
        string state = status.IsValid ? "valid" : "invalid";
        string where = status.Member is { } member ? $" @{Escape(member)}" : "";
        string look = status.IsValid ? ", style=filled, fillcolor=\"#d7ecd9\"" : "";
        string called = name is null || name == node.Name ? node.Name : $"{name} = {node.Name}";
        text.Append("  n").Append(node.Number).Append(" [label=\"#").Append(node.Number)
            .Append(' ').Append(Escape(called)).Append("\\n").Append(shape).Append("\\n").Append(state).Append(where)
            .Append('"').Append(look).Append("];\n");
    }

    private static string Escape(string name) =>
        VisibleText.Of(name.Replace("\n", " ", StringComparison.Ordinal))
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
