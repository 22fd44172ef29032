namespace Dataflow.Nodes;

/// <summary>
/// Why a node validly has no value. Inside the engine a failure is a value; it becomes an exception at the edge.
/// </summary>
internal sealed class Fault
{
    private Fault(FaultOrigin origin, NodeId node, string name, Fault? through, long omitted)
    {
        (Origin, Node, Name, Through, Omitted) = (origin, node, name, through, omitted);
    }

    /// <summary>What went wrong, where it began.</summary>
    public FaultOrigin Origin { get; }

    /// <summary>It stands for a value that nobody remembers, and says nothing about the node.</summary>
    public bool IsForgotten => Origin.Kind == FaultKind.Forgotten;

    /// <summary>The node that has this fault.</summary>
    public NodeId Node { get; }

    public string Name { get; }

    /// <summary>The operand's fault that this one follows from; null where it began.</summary>
    public Fault? Through { get; }

    /// <summary>
    /// How many steps are left out between <see cref="Through"/> and this: those of a long way do not travel.
    /// </summary>
    public long Omitted { get; }

    public static Fault Begin(FaultOrigin origin) => new(origin, origin.Node, origin.Name, null, 0);

    /// <summary>The fault of a user of the node that has this one.</summary>
    public Fault Reach(NodeId user, string name, long omitted = 0) => new(Origin, user, name, this, omitted);

    /// <summary>The steps from where it began to this one, and how many are left out among them.</summary>
    public (List<Fault> Steps, long Omitted) Path()
    {
        var steps = new List<Fault>();
        long omitted = 0;
        for (Fault? fault = this; fault is not null; fault = fault.Through)
        {
            steps.Add(fault);
            omitted += fault.Omitted;
        }

        steps.Reverse();
        return (steps, omitted);
    }

    /// <summary>
    /// The way from where it began to the node that was asked for, shortened in the middle when it is long.
    /// </summary>
    public string DescribePath()
    {
        const int shownAtEachEnd = 8;
        (List<Fault> path, long omitted) = Path();
        string[] steps = [.. path.Select(step => $"{step.Node} {step.Name}")];
        if (omitted == 0 && steps.Length <= 2 * shownAtEachEnd) return string.Join(" -> ", steps);
        int first = Math.Min(shownAtEachEnd, steps.Length / 2), last = Math.Min(shownAtEachEnd, steps.Length - first);
        long left = steps.Length + omitted - first - last;
        return string.Join(" -> ", [.. steps[..first], $"({left} more)", .. steps[^last..]]);
    }
}
