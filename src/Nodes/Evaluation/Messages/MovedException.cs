namespace Dataflow.Nodes.Evaluation;

/// <summary>The graph is not at home here any more, or is being built anew: who asks again is answered.</summary>
internal sealed class MovedException(string graph) : DataflowException(
    $"graph '{graph}' is not at home on this member now; ask again, and it will be found where it is");
