using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>How faults begin.</summary>
internal static class Faults
{
    public static Fault Unassigned(GraphNode variable) => Fault.Begin(new FaultOrigin(
        FaultKind.Unassigned, new NodeId(variable.Id), variable.Name, "", "nothing was assigned to it yet"));

    public static Fault Failed(GraphNode node, ReadOnlySpan<Value> operands, Exception cause) =>
        Fault.Begin(new FaultOrigin(
            FaultKind.Failed, new NodeId(node.Id), node.Name, Describe(operands), cause.Message, cause)
        {
            IsConstant = DependsOnNothing(node),
        });

    /// <summary>
    /// An evaluation that was given up asked for a revision that nobody remembers; nobody reads the answer.
    /// </summary>
    public static Fault Forgotten(GraphNode node) => Fault.Begin(new FaultOrigin(
        FaultKind.Forgotten, new NodeId(node.Id), node.Name, "", "the evaluation was cancelled"));

    public static string Describe(ReadOnlySpan<Value> operands)
    {
        var shapes = new string[operands.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = operands[i].Shape?.ToString() ?? "none";
        return string.Join(", ", shapes);
    }

    /// <summary>Whether there is no variable below; no if there are too many nodes to look at for a message.</summary>
    private static bool DependsOnNothing(GraphNode node)
    {
        const int most = 1000;
        HashSet<int> met = [node.Id];
        Stack<GraphNode> left = new([node]);
        while (left.TryPop(out GraphNode? next))
        {
            if (next.Kind == NodeKind.Variable || met.Count > most) return false;
            for (int i = 0; i < next.OperandCount; i++)
                if (met.Add(next.Operand(i).Id)) left.Push(next.Operand(i));
        }

        return true;
    }
}
