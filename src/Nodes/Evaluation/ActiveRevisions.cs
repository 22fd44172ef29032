namespace Dataflow.Nodes.Evaluation;

/// <summary>A published revision and how many evaluations are under way at it.</summary>
internal sealed class ActiveRevision(long revision)
{
    public long Revision { get; } = revision;

    public int Evaluations { get; set; }
}

/// <summary>Which revisions can still be asked for: the newest, and those at which evaluations are under way.</summary>
internal sealed class ActiveRevisions
{
    private readonly Queue<ActiveRevision> _revisions = new([new ActiveRevision(0)]);

    public ActiveRevisions()
    {
        Newest = _revisions.Peek();
    }

    public ActiveRevision Newest { get; private set; }

    public long Oldest => _revisions.Peek().Revision;

    public void Publish(long revision)
    {
        Newest = new ActiveRevision(revision);
        _revisions.Enqueue(Newest);
        Trim();
    }

    public ActiveRevision Enter()
    {
        Newest.Evaluations++;
        return Newest;
    }

    public void Leave(ActiveRevision revision)
    {
        revision.Evaluations--;
        Trim();
    }

    private void Trim()
    {
        while (_revisions.Peek() is { Evaluations: 0 } oldest && oldest != Newest) _revisions.Dequeue();
    }
}
