using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Clients that want graphs deleted. A graph that is at home elsewhere is deleted there; one that is nowhere is claimed
/// first, and deleted without being read. The home lets go first and the table hears of it last, so nobody opens a
/// graph whose store is being emptied.
/// </summary>
internal sealed class Deletions(OwnLife life, Homes homes, Releases releases, IMemberLog log)
{
    private readonly GraphAskers _askers = new();

    public bool IsAskedFor(string graph) => _askers.IsAskedFor(graph);

    public void Add(DeleteAsked asked) => _askers.Add(asked.Graph, asked.Asker);

    /// <summary>
    /// Begins what can be begun, and tells those who have to ask elsewhere. Who has gone may have asked elsewhere
    /// already: what he wanted deleted may be another graph by now.
    /// </summary>
    public void Serve()
    {
        if (!life.IsAlive) return;
        _askers.ForgetClosed();
        foreach (string graph in _askers.Graphs) Serve(graph);
    }

    /// <summary>Asks the table for graphs that nobody is home to.</summary>
    public void Claim()
    {
        if (!life.IsAlive || life.IsLeaving) return;
        _askers.ForgetClosed();
        foreach (string graph in _askers.Graphs)
        {
            if (!life.View.Homes.ContainsKey(graph)) life.Ask(new MembershipRequest { Claim = graph });
        }
    }

    /// <summary>The store is done with it: what it says is told to all who wait, and the graph has no home any more.
    /// </summary>
    public void End(GraphDeleted deleted)
    {
        homes.Note(deleted);
        if (life.IsAlive) releases.Add(deleted.Graph);
        releases.Say();
        if (deleted.Error is { } error) Fail(deleted.Graph, error);
        else if (deleted.IsUnknown) _askers.Refuse(deleted.Graph, Unknown(deleted));
        else Succeed(deleted.Graph);
    }

    private void Fail(string graph, Exception error)
    {
        log.Failed($"graph '{graph}' could not be deleted", error);
        _askers.Refuse(graph, ClientRefusal.OfStore($"graph '{graph}' could not be deleted", error));
    }

    private void Succeed(string graph)
    {
        log.Happened($"graph '{graph}' is deleted");
        _askers.Tell(graph, asker => asker.Deleted(graph));
    }

    private void Serve(string graph)
    {
        if (life.IsLeaving)
        {
            _askers.Refuse(graph, ClientRefusal.ForNow($"member '{life.Card.Name}' leaves; ask another member"));
            return;
        }

        if (releases.Contains(graph) || homes.IsBusy(graph)) return;
        if (!life.View.Homes.TryGetValue(graph, out long owner)) return;
        if (owner == life.Number) homes.Delete(graph);
        else if (life.View.Find(owner) is { } member) _askers.SendElsewhere(graph, member);
    }

    private ClientRefusal Unknown(GraphDeleted deleted)
    {
        IEnumerable<string> known = deleted.Known.Union(life.View.Homes.Keys, StringComparer.Ordinal)
            .Where(name => name != deleted.Graph);
        string hint = NearestNames.Hint(NearestNames.Of(deleted.Graph, known));
        return ClientRefusal.Unknown($"there is no graph '{deleted.Graph}'{hint}");
    }
}
