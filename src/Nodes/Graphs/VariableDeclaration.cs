namespace Dataflow.Nodes.Graphs;

/// <summary>
/// What is said of a variable when it is made: a name for people, a shape that its values are held to, and a key by
/// which it is found again.
/// </summary>
internal sealed record VariableDeclaration(string? Name, Shape? Shape, string? Key = null)
{
    /// <summary>
    /// Whether its key begins with a single #: it is one client's, and goes with it. A name that begins with # has two
    /// in its key.
    /// </summary>
    public bool IsOfSession => Key is ['#', not '#', ..];
}
