using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Clients that want graphs opened: they are told where a graph is, and a graph that is nowhere is claimed for them.
/// </summary>
internal sealed class Openings(MemberOptions options, OwnLife life, Homes homes, Releases releases)
{
    private readonly GraphAskers _askers = new();

    public void Add(OpenAsked asked) => _askers.Add(asked.Graph, asked.Asker);

    /// <summary>Tells those who wait where their graphs are, as far as that is known.</summary>
    public void Serve()
    {
        if (!life.IsAlive) return;
        foreach (string graph in _askers.Graphs) Serve(graph);
    }

    /// <summary>Asks the table for graphs that nobody is home to.</summary>
    public void Claim()
    {
        if (!life.IsAlive || life.IsLeaving) return;
        _askers.ForgetClosed();
        foreach (string graph in _askers.Graphs)
        {
            if (homes.Count >= options.MaxGraphs) Refuse(graph, ClientRefusal.Limit(TooMany()));
            else if (!life.View.Homes.ContainsKey(graph)) life.Ask(new MembershipRequest { Claim = graph });
        }
    }

    public void Refuse(string graph, ClientRefusal why) => _askers.Refuse(graph, why);

    private void Serve(string graph)
    {
        if (!life.View.Homes.TryGetValue(graph, out long owner)) return;
        if (releases.Contains(graph)) return; // it is to be claimed anew first
        if (owner == life.Number) ServeHere(graph);
        else if (life.View.Find(owner) is { } member) _askers.SendElsewhere(graph, member);
    }

    private void ServeHere(string graph)
    {
        if (homes.Find(graph) is { } home) _askers.Tell(graph, asker => asker.Opened(home.Site));
        else homes.Open(graph);
    }

    private string TooMany() =>
        $"member '{life.Card.Name}' is home to {homes.Count} graphs already; raise {LimitNames.Graphs}, or close some";
}
