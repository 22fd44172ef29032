namespace Dataflow.Nodes;

/// <summary>What kind of failure it was; the edge chooses the exception by it.</summary>
internal enum FaultKind
{
    /// <summary>A variable was read that nothing was ever assigned to.</summary>
    Unassigned,

    /// <summary>An operator's kernel or shape rule refused its operands.</summary>
    Failed,

    /// <summary>
    /// An evaluation that was given up asked for a revision that nobody remembers; nobody reads the answer. This is no
    /// value of the node: it answers for that one revision and never becomes the newest content of a cell.
    /// </summary>
    Forgotten,
}

/// <summary>The node where a failure began: its operator, what it was given, and the reason in words.</summary>
internal sealed record FaultOrigin(
    FaultKind Kind, NodeId Node, string Name, string OperandShapes, string Reason, Exception? Cause = null);
