using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// A node of a context's graph: a variable, a constant, or a formula over others. It is computed when somebody
/// evaluates it, and only if something that it depends on has changed. See <see cref="LazyArray{T}"/> for its elements'
/// type.
/// </summary>
/// <remarks>
/// The node, and what only it needs, stays in the graph as long as somebody has such a handle on it, or on something
/// built from it, or it has a name (<see cref="Context.Publish"/>). Disposing says at once that a handle is not needed
/// any more; if nobody does, the garbage collector finds out.
/// </remarks>
public abstract class LazyArray : IDisposable
{
    /// <summary>What watches a handle that was disposed of.</summary>
    internal static readonly object Disposed = new();

    private readonly GraphNode _node;
    private object _watch = null!; // set by whoever watches it, before it is seen

    private protected LazyArray(Context context, GraphNode node)
    {
        (Context, _node) = (context, node);
        context.Handles.Join(this, node);
    }

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

    /// <summary>Its node, which it holds.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    internal GraphNode Node => _watch == Disposed ? throw IsDisposed() : _node;

    /// <summary>Who notices that the handle is gone: its group, or one for itself; or <see cref="Disposed"/>.</summary>
    internal object Watch
    {
        get => Volatile.Read(ref _watch);
        set => Volatile.Write(ref _watch, value);
    }

    /// <summary>
    /// This handle is not needed any more. The node leaves the graph, unless somebody else has a handle on it, or on
    /// something that is built from it, or it has a name.
    /// </summary>
    public void Dispose()
    {
        if (Watch is HandleGroup group && group.TryTakeOut(this)) Context.Release(_node);
        else if (Watch is HandleHold hold && Interlocked.CompareExchange(ref _watch, Disposed, hold) == hold)
        {
            GC.SuppressFinalize(hold);
            Context.Release(_node);
        }
    }

    private ObjectDisposedException IsDisposed() =>
        new(_node.ToString(), $"the handle of node {_node} was disposed of: keep it as long as it is used");

    /// <inheritdoc/>
    public override string ToString() => $"#{Id} {Name} {ElementType} {Shape?.ToString() ?? "shape not known yet"}";
}
