using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The graphs that are at home here, and those that are about to be: their logs are opened, or they were handed over.
/// For one graph the store does one thing at a time.
/// </summary>
internal sealed class Homes(OwnLife life, IHomesOutbox outbox, IMemberLog log)
{
    private readonly Dictionary<string, Home> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredGraph> _inherited = new(StringComparer.Ordinal);

    public int Count => _open.Count;

    /// <summary>All that are open now.</summary>
    public IReadOnlyList<Home> All => [.. _open.Values];

    /// <summary>The graph, if it is open here.</summary>
    public Home? Find(string graph) => _open.GetValueOrDefault(graph);

    /// <summary>The graph, if just that of it is still here.</summary>
    public Home? Find(IHomeSite site) => Find(site.Name) is { } home && home.Site == site ? home : null;

    /// <summary>Whether the store is at work for the graph.</summary>
    public bool IsBusy(string graph) => _busy.Contains(graph);

    /// <summary>Begins to open a graph that the table has given to this member.</summary>
    /// <remarks>
    /// Of two homes the later one must own the store and the guests, and it may be the older member: lives do not tell
    /// who is later. The epoch does: a graph is given away in a later one than any in which another was home.
    /// </remarks>
    public void Open(string graph)
    {
        if (!life.IsLeaving && _busy.Add(graph)) outbox.OpenLog(graph, life.Number, new Tenure(life.View.Epoch));
    }

    /// <summary>Begins to delete a graph that the table has given to this member, open or not.</summary>
    public void Delete(string graph)
    {
        if (!_busy.Add(graph)) return;
        Home? home = Find(graph);
        if (home is not null) Close(home, new GraphGoneException(graph));
        outbox.Delete(graph, home?.Site.Tenure ?? new Tenure(life.View.Epoch), home?.Site);
    }

    /// <summary>The store is done with deleting.</summary>
    public void Note(GraphDeleted deleted) => _busy.Remove(deleted.Graph);

    /// <summary>A graph's log is open, or could not be opened.</summary>
    /// <param name="opened">The graph, and its log.</param>
    /// <param name="error">Why the graph cannot be at home here; null when it is, or need not be any more.</param>
    /// <returns>The graph, now at home here; else null.</returns>
    public Home? Settle(LogOpened opened, out Exception? error)
    {
        _busy.Remove(opened.Graph);
        error = opened.Error;
        if (error is not null) return null;
        if (IsWanted(opened)) return TrySettle(opened, out error);
        outbox.DropLog(opened);
        return null;
    }

    /// <summary>Whoever asks the graph from now on is told to look for it elsewhere.</summary>
    public void Close(Home home) => Close(home, new MovedException(home.Name));

    public void CloseAll()
    {
        foreach (Home home in All) Close(home);
    }

    /// <summary>The graph goes to another member, whole.</summary>
    public void HandOver(Home home, MemberLife to)
    {
        _open.Remove(home.Name);
        outbox.HandOver(home.Site, to);
    }

    /// <summary>Another member has handed this graph over: so it begins when it is opened here.</summary>
    public void Inherit(GraphInherited inherited)
    {
        _inherited[inherited.Graph] = inherited.Content;
        log.Happened($"inherits graph '{inherited.Graph}': {inherited.Content.Nodes.Count} nodes");
        outbox.ConfirmHandover(inherited.Graph, inherited.From);
    }

    private bool IsWanted(LogOpened opened) =>
        opened.Life == life.Number && life.IsHomeOf(opened.Graph) && !life.IsLeaving;

    private Home? TrySettle(LogOpened opened, out Exception? error)
    {
        error = null;
        try
        {
            return Settle(opened, KeptOf(opened));
        }
        catch (DataflowException senseless)
        {
            // What is kept is whole, and makes no sense: an operator of a later version, for example.
            outbox.DropLog(opened);
            error = senseless;
            return null;
        }
    }

    private Home Settle(LogOpened opened, StoredGraph kept)
    {
        foreach (string note in kept.Notes) log.Warned(note);
        var self = new ShardPlace(new ShardId(0), life.Card, life.Number);
        var home = new Home(outbox.Settle(opened, kept, self), self);
        _open[opened.Graph] = home;
        log.Happened($"is home to graph '{opened.Graph}': {home.Site.NodeCount} nodes");
        return home;
    }

    /// <summary>What is there of a graph: in its log, or handed over by the home before, or nothing.</summary>
    private StoredGraph KeptOf(LogOpened opened)
    {
        if (opened.Log is { } kept) return kept.Content;
        return _inherited.Remove(opened.Graph, out StoredGraph? inherited) ? inherited : StoredGraph.Empty;
    }

    private void Close(Home home, Exception why)
    {
        if (_open.Remove(home.Name)) outbox.Close(home.Site, why);
    }
}
