using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// Nodes whose clients are not connected: held until those have had time to come back and define them anew. Safe for
/// any number of threads.
/// </summary>
/// <param name="graph">Whose nodes they are.</param>
/// <param name="time">By which the time is measured.</param>
/// <param name="sessionTime">How long that is.</param>
internal sealed class SilentClients(Graph graph, TimeProvider time, TimeSpan sessionTime)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Since, IReadOnlyList<GraphNode> Nodes)> _waiting = new();

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
