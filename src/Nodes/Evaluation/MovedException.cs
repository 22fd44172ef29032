namespace Dataflow.Nodes.Evaluation;

/// <summary>The graph is not at home here any more: who asks elsewhere, or again, is answered.</summary>
internal sealed class MovedException(string graph) : DataflowException(
    $"graph '{graph}' is not at home on this member any more; ask again, and it will be found where it is");
