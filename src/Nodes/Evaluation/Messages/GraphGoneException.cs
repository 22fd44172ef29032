namespace Dataflow.Nodes.Evaluation;

/// <summary>The graph was deleted while somebody had it open.</summary>
internal sealed class GraphGoneException(string graph) : DataflowException(
    $"graph '{graph}' was deleted, with all that was kept of it; open it again to begin anew");
