using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// A node of a context's graph: a variable, a constant, or a formula over others. It is computed when somebody
/// evaluates it, and only if something that it depends on has changed. See <see cref="LazyArray{T}"/> for its elements'
/// type.
/// </summary>
public abstract class LazyArray
{
    private protected LazyArray(Context context, GraphNode node) => (Context, Node) = (context, node);

    /// <summary>The context whose graph this is a node of.</summary>
    public Context Context { get; }

    /// <summary>Its number in the graph, from 1 on, as traces and errors show it; equal formulas have one.</summary>
    public int Id => Node.Number;

    /// <summary>The variable's own name, or the operator's.</summary>
    public string Name => Node.Name;

    /// <summary>The shape as far as it is known without values; null when it depends on values to come.</summary>
    public Shape? Shape => Node.Shape;

    /// <summary>What the elements are.</summary>
    public ElementType ElementType => Node.ElementType;

    /// <summary>Whether values can be assigned to it.</summary>
    public bool IsVariable => Node.Kind == NodeKind.Variable;

    internal GraphNode Node { get; }

    /// <inheritdoc/>
    public override string ToString() => $"#{Id} {Name} {ElementType} {Shape?.ToString() ?? "shape not known yet"}";
}
