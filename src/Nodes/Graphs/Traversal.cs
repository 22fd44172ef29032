namespace Dataflow.Nodes.Graphs;

/// <summary>Walks that never recurse: a graph may be a million nodes deep.</summary>
internal static class Traversal
{
    /// <summary>
    /// Every node that <paramref name="outputs"/> depend on and they themselves, operands before users, each once.
    /// </summary>
    public static List<GraphNode> OperandsFirst(IEnumerable<GraphNode> outputs)
    {
        var order = new List<GraphNode>();
        var seen = new HashSet<int>();
        var path = new Stack<(GraphNode Node, int Next)>();
        foreach (GraphNode output in outputs)
        {
            if (seen.Add(output.Id)) path.Push((output, 0));
            while (path.TryPop(out var at))
            {
                if (at.Next == at.Node.OperandCount)
                {
                    order.Add(at.Node);
                    continue;
                }

                path.Push((at.Node, at.Next + 1));
                GraphNode operand = at.Node.Operand(at.Next);
                if (seen.Add(operand.Id)) path.Push((operand, 0));
            }
        }

        return order;
    }
}
