using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Being home to graphs: finding out who is, taking a graph, and letting it go.</summary>
internal sealed partial class MemberMachine
{
    private readonly Dictionary<string, List<ClientReader>> _opens = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loading = new(StringComparer.Ordinal);
    private readonly HashSet<string> _released = new(StringComparer.Ordinal);

    /// <summary>The graphs that it is home to.</summary>
    public IReadOnlyCollection<HomeSite> Homes => [.. _homes.Values];

    private void On(OpenAsked open)
    {
        if (!_opens.TryGetValue(open.Graph, out List<ClientReader>? waiting)) _opens.Add(open.Graph, waiting = []);
        waiting.Add(open.Reader);
        AnswerOpens();
        AskForGraphs();
    }

    /// <summary>Tells those who wait for a graph where it is, as far as that is known.</summary>
    private void AnswerOpens()
    {
        foreach ((string graph, List<ClientReader> waiting) in _opens.ToArray())
        {
            if (_life == 0 || !_view.Homes.TryGetValue(graph, out long life)) continue;
            if (_released.Contains(graph)) continue; // it is to be claimed anew first
            if (life == _life) AnswerAtHome(graph, waiting);
            else if (_view.Find(life) is { } member)
            {
                foreach (ClientReader reader in waiting) reader.Elsewhere(graph, member.Card.Address);
                _opens.Remove(graph);
            }
        }
    }

    private void AnswerAtHome(string graph, List<ClientReader> waiting)
    {
        if (!_homes.TryGetValue(graph, out HomeSite? home))
        {
            Load(graph);
            return;
        }

        foreach (ClientReader reader in waiting) reader.Opened(home);
        _opens.Remove(graph);
    }

    /// <summary>Graphs that somebody waits for and nobody is home to.</summary>
    private void AskForGraphs()
    {
        if (_life == 0 || _isLeaving) return;
        foreach ((string graph, List<ClientReader> waiting) in _opens.ToArray())
        {
            waiting.RemoveAll(reader => reader.IsClosed);
            if (waiting.Count == 0) _opens.Remove(graph);
            else if (_homes.Count >= _options.MaxGraphs) Refuse(graph, ClientRefusal.Limit(TooManyGraphs()));
            else if (!_view.Homes.ContainsKey(graph)) Ask(new MembershipRequest { Claim = graph });
        }
    }

    private string TooManyGraphs() =>
        $"member '{Card.Name}' is home to {_homes.Count} graphs already; raise {LimitNames.Graphs}, or "
        + "close some";

    private void RefuseOpens(MembershipAnswer answer) => _log.Happened(answer.Refused);

    private void Refuse(string graph, ClientRefusal why)
    {
        if (!_opens.Remove(graph, out List<ClientReader>? waiting)) return;
        foreach (ClientReader reader in waiting) reader.Refuse(graph, why);
    }

    private void Load(string graph)
    {
        if (_isLeaving || !_loading.Add(graph)) return;
        // Of two homes the later one must own the store and the guests, and it may be the older member: lives do not
        // tell who is later. The epoch does: a graph is given away in a later one than any in which another was home.
        long tenure = _view.Epoch;
        if (_store is null) Tell(new LogOpened(graph, _life, tenure, null, null));
        else _ = LoadAsync(_store, graph, _life, tenure);
    }

    private async Task LoadAsync(IGraphStore store, string graph, long life, long tenure)
    {
        try
        {
            IGraphLog log = await store.OpenAsync(graph, tenure).ConfigureAwait(false);
            Tell(new LogOpened(graph, life, tenure, log, null));
        }
#pragma warning disable CA1031 // Whatever a store throws is told to who wants the graph.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell(new LogOpened(graph, life, tenure, null, exception));
        }
    }

    private void On(LogOpened opened)
    {
        _loading.Remove(opened.Graph);
        if (opened.Error is { } failure)
        {
            NotFound(opened, failure);
            return;
        }

        bool isMine = opened.Life == _life && _view.Homes.GetValueOrDefault(opened.Graph) == _life && !_isLeaving;
        if (!isMine)
        {
            _ = opened.Log?.DisposeAsync().AsTask();
            return;
        }

        try
        {
            Found(opened, KeptOf(opened));
        }
        catch (DataflowException error)
        {
            // What is kept is whole, and makes no sense: an operator of a later version, for example.
            _ = opened.Log?.DisposeAsync().AsTask();
            NotFound(opened, error);
        }
    }

    private void NotFound(LogOpened opened, Exception error)
    {
        _log.Failed($"graph '{opened.Graph}' could not be opened", error);
        if (opened.Life != _life) return;
        Ask(new MembershipRequest { Release = opened.Graph });
        Refuse(opened.Graph, ClientRefusal.OfStore($"graph '{opened.Graph}' could not be opened", error));
    }

    /// <summary>What is there of a graph: in its log, or handed over by the home before, or nothing.</summary>
    private StoredGraph KeptOf(LogOpened opened)
    {
        if (opened.Log is { } log) return log.Content;
        return _inherited.Remove(opened.Graph, out StoredGraph? inherited) ? inherited : StoredGraph.Empty;
    }

    private void Found(LogOpened opened, StoredGraph kept)
    {
        string graph = opened.Graph;
        foreach (string note in kept.Notes) _log.Warned(note);
        var self = new ShardPlace(new ShardId(0), Card, _life);
        var home = new HomeSite(_parts, opened, self, kept, RefusalOf, _options.SessionTime);
        _homes[graph] = home;
        _log.Happened($"is home to graph '{graph}': {home.Graph.Count} nodes");
        Reconsider(home);
        AnswerOpens();
    }

    /// <summary>
    /// What the store has of a graph is not known here any more. So it is let go, and whoever claims it next reads it:
    /// in a later epoch, since otherwise guests would take the new home for the old one.
    /// </summary>
    private void On(LogInDoubt doubted)
    {
        if (_life == 0 || _homes.GetValueOrDefault(doubted.Home.Name) != doubted.Home) return;
        _log.Warned($"graph '{doubted.Home.Name}' is read anew: {doubted.Why}");
        Close(doubted.Home);
        _released.Add(doubted.Home.Name);
        Release();
    }

    /// <summary>Says so until the table has heard it.</summary>
    private void Release()
    {
        _released.RemoveWhere(graph => _life == 0 || _view.Homes.GetValueOrDefault(graph) != _life);
        foreach (string graph in _released) Ask(new MembershipRequest { Release = graph });
    }

    /// <summary>Who asks the graph from now on is told to look for it elsewhere.</summary>
    private void Close(HomeSite home) => Close(home, new MovedException(home.Name));

    private void Close(HomeSite home, Exception why)
    {
        if (_homes.TryRemove(KeyValuePair.Create(home.Name, home))) home.Dissolve(why);
    }

    /// <summary>
    /// Why nothing can live there: no such member is known, or it is leaving. One that is down may come back. While
    /// this member is new, others may still be joining, too: their names are not wrong for good.
    /// </summary>
    private ClientRefusal? RefusalOf(Graphs.PlaceRequest where)
    {
        MemberLife[] members = [.. _view.Members];
        string known = string.Join(", ", members.Where(one => one.MayOwn).Select(one => one.Card.Name));
        if (where.Member.Length > 0)
        {
            MemberLife? member = members.LastOrDefault(one => one.Card.Name == where.Member);
            if (member is null) return Unknown($"there is no member '{where.Member}'; the members are {known}");
            return member.State == MemberState.Leaving
                ? ClientRefusal.Final($"member '{where.Member}' is leaving")
                : null;
        }

        if (where.Role.Length == 0 || members.Any(one => one.Card.Roles.Contains(where.Role))) return null;
        return Unknown($"no member has the role '{where.Role}'; the members are {known}");
    }

    private ClientRefusal Unknown(string why) => _parts.Time.GetElapsedTime(_began) < _options.Lease
        ? ClientRefusal.ForNow(why)
        : ClientRefusal.Final(why);
}
