using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// Handles that one thread made one after the other. Most die young and together, and then one finalizer ends what all
/// of them hold: a finalizer for each would cost as much as the node itself. A group that outlives a few collections is
/// broken up: from then on each handle that is left is watched for itself.
/// </summary>
/// <remarks>A handle leads to its group and the group to its handles, so they are collected together; what is finalized
/// leads to neither.</remarks>
internal sealed class HandleGroup(WeakReference<Graph> graph)
{
    /// <summary>How many handles a group has.</summary>
    public const int Length = 64;

    private readonly LazyArray?[] _handles = new LazyArray?[Length];
    private readonly GroupHold _hold = new(graph, Length);
    private int _taken;
    private int _closedAt = -1;

    /// <summary>Takes in a handle of the thread that makes the group; false when it is full or closed.</summary>
    public bool TryAdd(LazyArray handle, GraphNode node)
    {
        int place = Interlocked.Increment(ref _taken) - 1;
        if ((uint)place >= Length) return false;
        _hold.Nodes[place] = node;
        handle.Watch = this;
        Volatile.Write(ref _handles[place], handle);
        return true;
    }

    /// <summary>One of the handles is disposed of; false when it is watched for itself, or was disposed of.</summary>
    public bool TryTakeOut(LazyArray handle)
    {
        lock (_hold)
        {
            if (handle.Watch != this) return false;
            _hold.Nodes[Array.IndexOf(_handles, handle)] = null;
            handle.Watch = LazyArray.Disposed;
            return true;
        }
    }

    /// <summary>
    /// Closes the group, and has every handle that is left watched for itself; false when one is being taken in at this
    /// moment, and another time will do.
    /// </summary>
    public bool TryBreakUp()
    {
        int taken = Interlocked.Exchange(ref _taken, Length);
        lock (_hold)
        {
            if (_closedAt < 0) _closedAt = Math.Min(taken, Length);
            for (int i = 0; i < _closedAt; i++)
            {
                if (Volatile.Read(ref _handles[i]) is null) return false;
            }

            for (int i = 0; i < _closedAt; i++)
            {
                if (_handles[i]!.Watch == this) _handles[i]!.Watch = new HandleHold(graph, _hold.Nodes[i]!);
            }

            GC.SuppressFinalize(_hold);
        }

        return true;
    }

    /// <summary>What a group's handles hold; ends when the last of them is gone.</summary>
    private sealed class GroupHold(WeakReference<Graph> graph, int length)
    {
        public readonly GraphNode?[] Nodes = new GraphNode?[length];

        ~GroupHold()
        {
            if (graph.TryGetTarget(out Graph? living)) living.Release([.. Nodes.OfType<GraphNode>()]);
        }
    }
}
