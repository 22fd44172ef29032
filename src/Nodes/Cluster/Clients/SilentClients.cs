using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// Nodes whose clients are not connected: held until those have had time to come back and define them anew. It also
/// knows whether a graph has any clients. Safe for any number of threads.
/// </summary>
/// <param name="graph">Whose nodes they are.</param>
/// <param name="time">By which the time is measured.</param>
/// <param name="sessionTime">How long that is.</param>
internal sealed class SilentClients(Graph graph, TimeProvider time, TimeSpan sessionTime)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Since, IReadOnlyList<GraphNode> Nodes)> _waiting = new();

    private int _connected;
    private long _alone = time.GetTimestamp();

    /// <summary>For how long no client was connected and nothing was held for one; null while that is not so.</summary>
    public TimeSpan? IdleFor
    {
        get
        {
            lock (_gate) return _connected > 0 || _waiting.Count > 0 ? null : time.GetElapsedTime(_alone);
        }
    }

    /// <summary>A client is connected.</summary>
    public void Came()
    {
        lock (_gate) _connected++;
    }

    /// <summary>A client is not connected any more. Takes over the holds that it had.</summary>
    public void Went(IReadOnlyList<GraphNode> nodes)
    {
        lock (_gate)
        {
            _connected--;
            _alone = time.GetTimestamp();
        }

        Wait(nodes);
    }

    /// <summary>How long a client may be away.</summary>
    public TimeSpan SessionTime => sessionTime;

    /// <summary>How many links have ended of which nodes are held.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Takes over a hold on each of these nodes, which ends with the time.</summary>
    public void Wait(IReadOnlyList<GraphNode> nodes)
    {
        if (nodes.Count == 0) return;
        lock (_gate) _waiting.Enqueue((time.GetTimestamp(), nodes));
    }

    /// <summary>Lets go of the nodes whose clients have not come back in time. To be called now and then.</summary>
    public void LetGo()
    {
        while (TakeOverdue() is { } nodes) graph.Release([.. nodes]);
    }

    private IReadOnlyList<GraphNode>? TakeOverdue()
    {
        lock (_gate)
        {
            if (!_waiting.TryPeek(out var oldest) || time.GetElapsedTime(oldest.Since) < sessionTime) return null;
            return _waiting.Dequeue().Nodes;
        }
    }
}
