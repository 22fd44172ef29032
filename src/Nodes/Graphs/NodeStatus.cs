namespace Dataflow.Nodes.Graphs;

/// <summary>What a node's actor says of it: its state now, and how much work it has done and saved.</summary>
/// <param name="IsValid">It has a value that is good at the newest revision.</param>
/// <param name="Shape">The shape of the value that it holds; null when it holds none.</param>
/// <param name="Runs">How often it was computed.</param>
/// <param name="Hits">How often it was asked for and still valid.</param>
/// <param name="BytesHeld">The bytes of the value that it holds, good or not.</param>
/// <param name="Evictions">How often its value went for memory, counted up to 255.</param>
internal readonly record struct NodeStatus(
    bool IsValid, Shape? Shape, long Runs, long Hits, long BytesHeld, int Evictions)
{
    /// <summary>A node that nobody has asked for yet.</summary>
    public static readonly NodeStatus Asleep = new(false, null, 0, 0, 0, 0);

    /// <summary>The member that it lives on; null in an engine without members, and while it lives nowhere.</summary>
    public string? Member { get; init; }
}
