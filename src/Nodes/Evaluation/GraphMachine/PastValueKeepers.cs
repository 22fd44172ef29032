namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The shards that keep values for evaluations at old revisions, and have not been told yet which of them nobody can
/// ask for any more. A shard says once that it does, and once more when it was told.
/// </summary>
internal sealed class PastValueKeepers(IOutbox outbox, ActiveRevisions revisions)
{
    private readonly List<ShardId> _shards = [];

    /// <summary>A shard keeps values. If nobody can ask for them, it is told at once.</summary>
    public void Add(HasPastValues kept)
    {
        if (revisions.LiveRevisions.Meets(kept.Span)) _shards.Add(kept.By);
        else Tell(kept.By);
    }

    /// <summary>A revision can no longer be asked for: all who wait for that are told.</summary>
    public void TellAll()
    {
        foreach (ShardId shard in _shards) Tell(shard);
        _shards.Clear();
    }

    /// <summary>An era begins, in which no shard keeps such values.</summary>
    public void Clear() => _shards.Clear();

    private void Tell(ShardId shard) => outbox.Send(shard, new Forget(revisions.LiveRevisions));
}
