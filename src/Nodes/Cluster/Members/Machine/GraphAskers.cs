using Dataflow.Nodes.Cluster.Clients;

namespace Dataflow.Nodes.Cluster;

/// <summary>Clients that wait for something to be done with graphs, by the graphs' names.</summary>
internal sealed class GraphAskers
{
    private readonly Dictionary<string, List<IGraphAsker>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The graphs that somebody waits for.</summary>
    public IReadOnlyList<string> Graphs => [.. _waiting.Keys];

    public bool IsAskedFor(string graph) => _waiting.ContainsKey(graph);

    public void Add(string graph, IGraphAsker asker)
    {
        if (!_waiting.TryGetValue(graph, out List<IGraphAsker>? waiting)) _waiting.Add(graph, waiting = []);
        waiting.Add(asker);
    }

    /// <summary>Who has gone waits no more.</summary>
    public void ForgetClosed()
    {
        foreach ((string graph, List<IGraphAsker> waiting) in _waiting.ToArray())
        {
            waiting.RemoveAll(asker => asker.IsClosed);
            if (waiting.Count == 0) _waiting.Remove(graph);
        }
    }

    /// <summary>Tells all who wait for the graph, who then wait no more.</summary>
    public void Tell(string graph, Action<IGraphAsker> tell)
    {
        if (!_waiting.Remove(graph, out List<IGraphAsker>? waiting)) return;
        foreach (IGraphAsker asker in waiting) tell(asker);
    }

    public void SendElsewhere(string graph, MemberLife to) =>
        Tell(graph, asker => asker.Elsewhere(graph, to.Card.Address));

    public void Refuse(string graph, ClientRefusal why) => Tell(graph, asker => asker.Refuse(graph, why));
}
