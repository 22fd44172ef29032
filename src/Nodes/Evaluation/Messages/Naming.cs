using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// client -> clock: a node gets a name, or a name is taken back. A step like an assignment: it is kept before it is
/// acknowledged, and takes effect once.
/// </summary>
/// <param name="names">The names of the graph.</param>
/// <param name="name">The name.</param>
/// <param name="node">Whose it is from now on; null when it is taken back.</param>
internal class Naming(PublishedNames names, string name, GraphNode? node) : Assignment
{
    private GraphNode? _before;
    private bool _isDone;

    public GraphNode? Node { get; } = node;

    /// <summary>Why it was not done; null when it was, or is still to be.</summary>
    public DataflowException? Refusal { get; private set; }

    /// <summary>Does it, if it can be done.</summary>
    public void Apply()
    {
        try
        {
            if (Node is null) _before = names.Take(name);
            else _isDone = names.Add(name, Node);
        }
        catch (DataflowException error)
        {
            Refusal = error;
        }
    }

    /// <summary>It could not be kept: it never happened.</summary>
    public void Undo()
    {
        if (_isDone) names.Remove(name);
        if (_before is null) return;
        names.Add(name, _before);
        Confirm();
    }

    /// <summary>It is kept: what lost its name is not held by it any more.</summary>
    public void Confirm()
    {
        if (_before is { } node) names.Release(node);
        _before = null;
    }
}
