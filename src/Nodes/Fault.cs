namespace Dataflow.Nodes;

/// <summary>
/// Why a node validly has no value. Inside the engine a failure is a value; it becomes an exception at the edge.
/// </summary>
internal sealed class Fault
{
    private Fault(FaultOrigin origin, NodeId node, string name, Fault? through)
    {
        (Origin, Node, Name, Through) = (origin, node, name, through);
    }

    /// <summary>What went wrong, where it began.</summary>
    public FaultOrigin Origin { get; }

    /// <summary>The node that has this fault.</summary>
    public NodeId Node { get; }

    public string Name { get; }

    /// <summary>The operand's fault that this one follows from; null where it began.</summary>
    public Fault? Through { get; }

    public static Fault Begin(FaultOrigin origin) => new(origin, origin.Node, origin.Name, null);

    /// <summary>The fault of a user of the node that has this one.</summary>
    public Fault Reach(NodeId user, string name) => new(Origin, user, name, this);

    /// <summary>
    /// The way from where it began to the node that was asked for, shortened in the middle when it is long.
    /// </summary>
    public string DescribePath()
    {
        const int shownAtEachEnd = 8;
        var steps = new List<string>();
        for (Fault? fault = this; fault is not null; fault = fault.Through) steps.Add($"{fault.Node} {fault.Name}");
        steps.Reverse();
        if (steps.Count <= 2 * shownAtEachEnd) return string.Join(" -> ", steps);
        int left = steps.Count - (2 * shownAtEachEnd);
        return string.Join(" -> ", [.. steps[..shownAtEachEnd], $"({left} more)", .. steps[^shownAtEachEnd..]]);
    }
}
