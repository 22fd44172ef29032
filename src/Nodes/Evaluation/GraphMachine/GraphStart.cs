namespace Dataflow.Nodes.Evaluation;

/// <summary>What a graph's clock begins with.</summary>
/// <param name="Sessions">How far each client's assignments went.</param>
/// <param name="Revision">The newest revision that was published.</param>
/// <param name="Variables">What the variables have; from then on the clock keeps it up to date. Null: not kept.</param>
internal sealed record GraphStart(
    IReadOnlyDictionary<string, AssignmentNumber> Sessions, Revision Revision = default, Variables? Variables = null);
