namespace Dataflow.Nodes.Graphs;

/// <summary>
/// What is said of a variable when it is made: a name for people, a shape that its values are held to, and a key by
/// which it is found again.
/// </summary>
internal sealed record VariableDeclaration(string? Name, Shape? Shape, string? Key = null);
