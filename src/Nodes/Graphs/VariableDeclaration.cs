namespace Dataflow.Nodes.Graphs;

/// <summary>
/// What is said of a variable when it is made: a name for people, and a shape that its values are held to.
/// </summary>
internal sealed record VariableDeclaration(string? Name, Shape? Shape);
