namespace Dataflow.Nodes.Evaluation;

/// <summary>A published revision and how many evaluations are under way at it.</summary>
internal sealed class ActiveRevision(Revision revision)
{
    public Revision Revision { get; } = revision;

    /// <summary>Counted by <see cref="ActiveRevisions"/> alone.</summary>
    public int Evaluations { get; set; }
}

/// <summary>
/// Which revisions can still be asked for: the newest, and those at which evaluations are under way. What lies between
/// them is let go, so that one long evaluation under a stream of assignments does not keep all of them.
/// </summary>
internal sealed class ActiveRevisions(Revision first = default)
{
    private readonly LinkedList<ActiveRevision> _revisions = new([new ActiveRevision(first)]);
    private LiveRevisions? _live;

    public ActiveRevision Newest => _revisions.Last!.Value;

    public Revision Oldest => _revisions.First!.Value.Revision;

    public LiveRevisions LiveRevisions => _live ??= new LiveRevisions(
        _revisions.Count == 1
            ? [Newest.Revision]
            : [.. _revisions.Take(LiveRevisions.Limit).Select(one => one.Revision)]);

    /// <summary>No evaluation is under way any more.</summary>
    public void LeaveAll()
    {
        while (_revisions.Count > 1) _revisions.RemoveFirst();
        Newest.Evaluations = 0;
        _live = null;
    }

    /// <summary>True when the one before can no longer be asked for.</summary>
    public bool Publish(Revision revision)
    {
        ActiveRevision before = Newest;
        _revisions.AddLast(new ActiveRevision(revision));
        _live = null;
        return Trim(before);
    }

    public ActiveRevision Enter()
    {
        Newest.Evaluations++;
        return Newest;
    }

    /// <summary>True when the revision can no longer be asked for.</summary>
    public bool Leave(ActiveRevision revision)
    {
        revision.Evaluations--;
        return Trim(revision);
    }

    private bool Trim(ActiveRevision revision)
    {
        if (revision.Evaluations > 0 || revision == Newest) return false;
        _live = null;
        return _revisions.Remove(revision);
    }
}
