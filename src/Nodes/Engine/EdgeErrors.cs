using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Engine;

/// <summary>Failure is a value inside and an exception at the edge: here it becomes one.</summary>
internal static class EdgeErrors
{
    /// <summary>The value, or the exception that says why there is none.</summary>
    public static Value OrThrow(in VersionedValue versioned, GraphNode node)
    {
        if (!versioned.HasValue) throw NotValid(versioned, node);
        if (versioned.Value.Fault is not { } fault) return versioned.Value;
        throw fault.Origin.Kind == FaultKind.Unassigned
            ? new UnassignedVariableException(fault)
            : new EvaluationException(fault);
    }

    private static NotValidException NotValid(in VersionedValue versioned, GraphNode node)
    {
        string why = (versioned.Version.Number, versioned.Span.IsOpen) switch
        {
            (0, _) => "it was never evaluated",
            (_, true) => "its value was not kept, because it only fed one other node",
            _ => "something that it depends on was assigned since",
        };
        return new NotValidException($"node {node} is not valid: {why}; evaluate it before reading it");
    }
}
