using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// Notices which handles of a context are gone. New handles join their thread's group; groups that are still there
/// after some collections are broken up. It costs a few nanoseconds a handle, and nothing looks through the graph.
/// </summary>
internal sealed class HandleWatch(Graph graph)
{
    // The group that a thread's handles join; not kept by it.
    [ThreadStatic] private static Joining? _joining;

    private readonly WeakReference<Graph> _graph = new(graph);
    private readonly EarlyCollections _collections = new(graph);

    /// <summary>Has a new handle watched: it holds its node until it is disposed of or collected.</summary>
    public void Join(LazyArray handle, GraphNode node)
    {
        bool hasJoined = _joining is { } joining && joining.Watch == this
            && joining.Group.TryGetTarget(out HandleGroup? group) && group.TryAdd(handle, node);
        if (!hasJoined) Begin(handle, node);
    }

    private void Begin(LazyArray handle, GraphNode node)
    {
        _collections.Count(HandleGroup.Length);
        var group = new HandleGroup(_graph);
        group.TryAdd(handle, node);
        _joining = new Joining(this, YoungGroups.Add(group));
    }

    private sealed record Joining(HandleWatch Watch, WeakReference<HandleGroup> Group);
}
