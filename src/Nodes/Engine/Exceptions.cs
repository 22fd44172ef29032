namespace Dataflow;

/// <summary>A node could not be computed, or something that it depends on could not.</summary>
public sealed class EvaluationException : DataflowException
{
    internal EvaluationException(Nodes.Fault fault)
        : base(Describe(fault), fault.Origin.Cause)
    {
        (NodeId, Operator, OperandShapes) = (fault.Origin.Node.Number, fault.Origin.Name, fault.Origin.OperandShapes);
        Path = fault.DescribePath();
    }

    /// <summary>The number of the node where it began.</summary>
    public int NodeId { get; }

    /// <summary>The operator of the node where it began.</summary>
    public string Operator { get; }

    /// <summary>The shapes that the operator was given, separated by commas.</summary>
    public string OperandShapes { get; }

    /// <summary>The way from the node where it began to the node that was asked for.</summary>
    public string Path { get; }

    private static string Describe(Nodes.Fault fault)
    {
        Nodes.FaultOrigin origin = fault.Origin;
        string given = origin.OperandShapes.Length == 0 ? "" : $" on operands of shapes {origin.OperandShapes}";
        string remedy = origin.IsConstant ? "" : "; assign its variables anew to try again";
        return $"node {origin.Node} ({origin.Name}) failed{given}: {origin.Reason}; "
            + $"path: {fault.DescribePath()}{remedy}";
    }
}

/// <summary>A variable was needed that nothing was ever assigned to.</summary>
public sealed class UnassignedVariableException : DataflowException
{
    internal UnassignedVariableException(Nodes.Fault fault)
        : base($"variable '{fault.Origin.Name}' ({fault.Origin.Node}) has no value: assign one before evaluating what "
            + $"depends on it; path: {fault.DescribePath()}")
    {
        (NodeId, Variable, Path) = (fault.Origin.Node.Number, fault.Origin.Name, fault.DescribePath());
    }

    /// <summary>The number of the variable's node.</summary>
    public int NodeId { get; }

    /// <summary>The variable's name.</summary>
    public string Variable { get; }

    /// <summary>The way from the variable to the node that was asked for.</summary>
    public string Path { get; }
}

/// <summary>
/// A node was read that is not valid now: never evaluated, invalidated since, or its value was not kept.
/// </summary>
public sealed class NotValidException : DataflowException
{
    internal NotValidException(string message)
        : base(message)
    {
    }
}

/// <summary>Something was assigned to a node that is not a variable, or not of this context.</summary>
public sealed class NotAssignableException : DataflowException
{
    internal NotAssignableException(string message)
        : base(message)
    {
    }
}
