using System.Text;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// A graph as text that Graphviz renders: one box a node with its name, shape and state (valid ones filled), one arrow
/// an operand. Linear in the size of the graph.
/// </summary>
internal static class DotWriter
{
    public static string Write(IReadOnlyList<GraphNode> outputs, Func<GraphNode, NodeStatus> status)
    {
        var text = new StringBuilder(
            "digraph dataflow {\n  rankdir=TB;\n  node [shape=box, fontname=\"Helvetica\"];\n");
        foreach (GraphNode node in Traversal.OperandsFirst(outputs))
        {
            WriteNode(text, node, status(node));
            for (int i = 0; i < node.OperandCount; i++)
            {
                text.Append("  n").Append(node.Operand(i).Id).Append(" -> n").Append(node.Id).Append(";\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static void WriteNode(StringBuilder text, GraphNode node, NodeStatus status)
    {
        string shape = (status.Shape ?? node.Shape)?.ToString() ?? "shape unknown";
        string state = status.IsValid ? "valid" : "invalid";
        string where = status.Member is { } member ? $" @{Escape(member)}" : "";
        string look = status.IsValid ? ", style=filled, fillcolor=\"#d7ecd9\"" : "";
        text.Append("  n").Append(node.Id).Append(" [label=\"#").Append(node.Id).Append(' ').Append(Escape(node.Name))
            .Append("\\n").Append(shape).Append("\\n").Append(state).Append(where)
            .Append('"').Append(look).Append("];\n");
    }

    private static string Escape(string name) =>
        VisibleText.Of(name.Replace("\n", " ", StringComparison.Ordinal))
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
