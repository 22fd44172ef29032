using System.Collections.Concurrent;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The graphs that are at home here, opened and closed as the member decides. Safe for any number of threads: letters
/// find their graphs here.
/// </summary>
/// <param name="parts">What the member shares.</param>
/// <param name="store">Where graphs are kept; null when they are not.</param>
/// <param name="sessionTime">How long clients may be away.</param>
/// <param name="refusal">Why nothing can live somewhere; null when it can.</param>
internal sealed class HomeSites(
    MemberParts parts, IGraphStore? store, TimeSpan sessionTime, Func<PlaceRequest, ClientRefusal?> refusal)
    : IHomesOutbox
{
    private readonly ConcurrentDictionary<string, HomeSite> _open = new(StringComparer.Ordinal);

    public bool KeepsGraphs => store is not null;

    public IReadOnlyCollection<HomeSite> All => [.. _open.Values];

    public HomeSite? Find(string graph) => _open.GetValueOrDefault(graph);

    public HomeSite? Find(string graph, Tenure tenure) =>
        Find(graph) is { } home && home.Tenure == tenure ? home : null;

    public void OpenLog(string graph, long life, Tenure tenure)
    {
        if (store is null) parts.TellMember(new LogOpened(graph, life, tenure, null, null));
        else _ = OpenLogAsync(store, graph, life, tenure);
    }

    public void DropLog(LogOpened opened) => _ = opened.Log?.DisposeAsync().AsTask();

    public IHomeSite Settle(LogOpened opened, StoredGraph kept, ShardPlace self)
    {
        var home = new HomeSite(parts, opened, self, kept, refusal, sessionTime);
        _open[home.Name] = home;
        return home;
    }

    public void Close(IHomeSite home, Exception why) => Remove(home).Dissolve(why);

    public void CloseLog(IHomeSite home) => _ = ((HomeSite)home).CloseLogAsync();

    public void HandOver(IHomeSite home, MemberLife to)
    {
        HomeSite site = Remove(home);
        site.Export(content =>
        {
            parts.PeerLinks.To(to.Card).Send([HandoverCodec.Encode(site.Name, site.Graph, content)]);
            site.Dissolve(new MovedException(site.Name));
        });
    }

    public void ConfirmHandover(string graph, string to) =>
        parts.PeerLinks.Answer(to, [Letter.Of(new Post { HandedOver = new HandedOver { Graph = graph } })]);

    public void Delete(string graph, Tenure tenure, IHomeSite? home) =>
        _ = DeleteAsync(graph, tenure, (HomeSite?)home);

    private HomeSite Remove(IHomeSite home)
    {
        var site = (HomeSite)home;
        _open.TryRemove(KeyValuePair.Create(site.Name, site));
        return site;
    }

    private async Task OpenLogAsync(IGraphStore kept, string graph, long life, Tenure tenure)
    {
        LogOpened opened;
        try
        {
            IGraphLog log = await kept.OpenAsync(graph, tenure).ConfigureAwait(false);
            opened = new LogOpened(graph, life, tenure, log, null);
        }
#pragma warning disable CA1031 // Whatever a store throws is told to who wants the graph.
        catch (Exception error)
#pragma warning restore CA1031
        {
            opened = new LogOpened(graph, life, tenure, null, error);
        }

        parts.TellMember(opened);
    }

    private async Task DeleteAsync(string graph, Tenure tenure, HomeSite? home)
    {
        GraphDeleted deleted;
        try
        {
            deleted = await TryDeleteAsync(graph, tenure, home).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a store throws is told to who asked.
        catch (Exception error)
#pragma warning restore CA1031
        {
            deleted = new GraphDeleted(graph) { Error = error };
        }

        parts.TellMember(deleted);
    }

    /// <summary>A graph that was open is there, whether anything of it is kept by now or not.</summary>
    private async Task<GraphDeleted> TryDeleteAsync(string graph, Tenure tenure, HomeSite? home)
    {
        if (home is not null) await home.CloseLogAsync().ConfigureAwait(false);
        bool wasKept = store is not null && await store.DeleteAsync(graph, tenure).ConfigureAwait(false);
        if (wasKept || home is not null) return new GraphDeleted(graph);
        IReadOnlyList<string> known = store is null ? [] : await store.ListAsync().ConfigureAwait(false);
        return new GraphDeleted(graph) { IsUnknown = true, Known = known };
    }
}
