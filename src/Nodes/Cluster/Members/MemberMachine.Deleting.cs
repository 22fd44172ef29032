using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Graphs that leave: because somebody deletes them, or because nobody has used them for long and a store has them. The
/// home lets go first and the table hears of it last, so nobody opens a graph whose store is being emptied.
/// </summary>
internal sealed partial class MemberMachine
{
    private void On(DeleteAsked asked)
    {
        string graph = asked.Home.Name;
        if (_life == 0 || _isLeaving || _homes.GetValueOrDefault(graph) != asked.Home)
        {
            asked.Done(new MovedException(graph));
            return;
        }

        _loading.Add(graph);
        Close(asked.Home, new GraphGoneException(graph));
        _ = DeleteAsync(asked);
    }

    private async Task DeleteAsync(DeleteAsked asked)
    {
        Exception? failure = null;
        try
        {
            await asked.Home.CloseLogAsync().ConfigureAwait(false);
            if (_store is not null)
                await _store.DeleteAsync(asked.Home.Name, asked.Home.Tenure).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a store throws is told to who asked.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        Tell(new GraphDeleted(asked, failure));
    }

    private void On(GraphDeleted deleted)
    {
        string graph = deleted.Asked.Home.Name;
        _loading.Remove(graph);
        if (_life > 0) _released.Add(graph);
        Release();
        if (deleted.Error is null) _log.Happened($"graph '{graph}' is deleted");
        else _log.Failed($"graph '{graph}' could not be deleted", deleted.Error);
        deleted.Asked.Done(deleted.Error is { } error
            ? ClientRefusal.OfStore($"graph '{graph}' could not be deleted", error)
            : null);
    }

    /// <summary>Lets go of clients that are silent for too long, and of graphs that nobody uses.</summary>
    private void LookAfterHomes()
    {
        foreach (HomeSite home in _homes.Values)
        {
            home.SilentClients.LetGo();
            if (_store is null || home.SilentClients.IdleFor is not { } idle || idle < _options.IdleTime) continue;
            _log.Happened($"graph '{home.Name}' leaves the memory: nobody has used it for {idle.TotalSeconds:0} s");
            Close(home);
            _ = home.CloseLogAsync();
            _released.Add(home.Name);
        }
    }
}
