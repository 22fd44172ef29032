using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The clock's outbox: it also saves, with the assignments all nodes that are new or have left, so that what is kept
/// can always be read; and it knows where nodes are to live.
/// </summary>
internal sealed class HomeOutbox(HomeSite site, IGraphLog? log)
    : SiteOutbox(site, ShardId.Clock), IGraphOutbox
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public bool KeepsVariables => log is not null;

    public void Save(StoredStep step) => _ = SaveAsync(step);

    public override void Enter(EraPlan plan)
    {
        base.Enter(plan);
        site.Enter((MemberEraPlan)plan);
    }

    public ShardId? Find(PlaceRequest where) => site.Policy.Find(where);

    public string? NameOf(ShardId shard) => EraPlan?.Find(shard)?.Card.Name;

    public void Recycle(IReadOnlyList<GraphNode> gone) => site.Recycle(gone);

    public void ReportLost(ShardId shard) => site.ReportLost(shard);

    public void Report(Exception failure)
    {
        if (failure is not (MovedException or GraphGoneException))
            Parts.Log.Failed($"graph '{site.Name}' is broken", failure);
    }

    private async Task SaveAsync(StoredStep step)
    {
        Message answer;
        GraphDelta changes = site.Graph.TakeChanges();
        try
        {
            await KeepAsync(step.With(changes, site.Graph)).ConfigureAwait(false);
            answer = Parts.Lease.IsHeld ? new Saved(null) : Lapsed();
        }
        catch (StoreInDoubtException doubt)
        {
            Parts.TellMember(new LogInDoubt(site, doubt.Message));
            answer = new Broken(new MovedException(site.Name));
        }
#pragma warning disable CA1031 // Whatever a store throws refuses the assignments; the clock tells who asked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            site.Graph.GiveBack(changes);
            answer = Parts.Lease.IsHeld ? new Saved(exception) : Lapsed();
        }

        site.Find(ShardId.Clock)!.Tell(answer);
    }

    /// <summary>
    /// Keeps a step. A store that cannot be reached is tried again, while whoever assigned waits and the graph is at
    /// home here; evaluations go on meanwhile. What is tried again was not kept, so it takes effect once.
    /// </summary>
    private async Task KeepAsync(StoredStep step)
    {
        for (TimeSpan pause = ShortestPause; ; pause = Least(2 * pause, LongestPause))
        {
            try
            {
                await log!.AppendAsync(step).ConfigureAwait(false);
                return;
            }
            catch (StoreAwayException away) when (IsWaitedFor(step))
            {
                if (pause == ShortestPause)
                    Parts.Log.Warned($"graph '{site.Name}' waits for its store: {away.Message}");
            }

            await PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        // Not to run continuations elsewhere: a simulation has one thread.
        var over = new TaskCompletionSource();
        using ITimer timer = Parts.Time.CreateTimer(
            _ => over.TrySetResult(), null, pause, Timeout.InfiniteTimeSpan);
        await over.Task.ConfigureAwait(false);
    }

    private bool IsWaitedFor(StoredStep step) =>
        Parts.Time.GetTimestamp() < step.PatientUntil && Parts.Lease.IsHeld && !site.IsDissolved;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>
    /// Who may have taken over while this was being kept would have read it, or not: only while the lease is held is it
    /// certain that nobody has, so only then is it acknowledged here. The clock is of no use after that, so the member
    /// has to let go of the graph even if its lease is renewed in the next moment.
    /// </summary>
    private Broken Lapsed()
    {
        Parts.TellMember(new LeaseLapsed(site));
        return new Broken(new MovedException(site.Name));
    }
}
