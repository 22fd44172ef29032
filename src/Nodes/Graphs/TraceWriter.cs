using System.Text;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// A graph as text, one line an edge, depth first from the outputs, each node's incoming edges in operand order and
/// once:
/// <c>[ #5 name:abs state:invalid ] -> [ #6 name:log state:valid ]</c>. A node without operands that nothing reads
/// stands alone on its line. Where the node's member is known it stands at the end, as in <c>@b</c>. Linear in the size
/// of the graph.
/// </summary>
internal static class TraceWriter
{
    public static string Write(IReadOnlyList<GraphNode> outputs, Func<GraphNode, NodeStatus> status)
    {
        var text = new StringBuilder();
        var seen = new HashSet<int>();
        var path = new Stack<GraphNode>();
        foreach (GraphNode output in outputs)
        {
            if (output.OperandCount == 0 && seen.Add(output.Id)) text.Append(Describe(output, status)).Append('\n');
            path.Push(output);
            while (path.TryPop(out GraphNode? node))
            {
                if (node.OperandCount == 0 || !seen.Add(node.Id)) continue;
                WriteIncoming(text, node, status);
                for (int i = node.OperandCount - 1; i >= 0; i--) path.Push(node.Operand(i));
            }
        }

        return text.ToString();
    }

    private static void WriteIncoming(StringBuilder text, GraphNode node, Func<GraphNode, NodeStatus> status)
    {
        string end = Describe(node, status);
        for (int i = 0; i < node.OperandCount; i++)
        {
            text.Append(Describe(node.Operand(i), status)).Append(" -> ").Append(end).Append('\n');
        }
    }

    private static string Describe(GraphNode node, Func<GraphNode, NodeStatus> look)
    {
        NodeStatus status = look(node);
        string where = status.Member is { } member ? $" @{VisibleText.Of(member)}" : "";
        string state = status.IsValid ? "valid" : "invalid";
        return $"[ #{node.Number} name:{VisibleText.Of(node.Name)} state:{state}{where} ]";
    }
}
