namespace Dataflow.Nodes.Evaluation;

internal enum WorkState : byte
{
    /// <summary>To be looked at: a ticket for it is on the stack.</summary>
    Open,

    /// <summary>Waits for an answer or for other work.</summary>
    Waiting,

    /// <summary>Its kernel runs somewhere.</summary>
    Computing,
}

/// <summary>
/// What a cell is doing about one revision, when it cannot be done at once: somebody outside waits for it, or it waits
/// for another shard or for a kernel.
/// </summary>
internal sealed class Work(int cell, Revision revision)
{
    private SmallList<Work> _users;
    private SmallList<Waiter> _waiters;
    private int _pending;

    public int Cell { get; } = cell;

    public Revision Revision { get; } = revision;

    public WorkState State { get; set; }

    /// <summary>The most that anybody asked of it.</summary>
    public Need Need { get; set; } = Need.Version;

    /// <summary>While computing: for which revisions the result will hold; waves cut it.</summary>
    public RevisionSpan Span { get; set; } = RevisionSpan.Never;

    /// <summary>Its cell has become another one: the result is nobody's.</summary>
    public bool IsLost { get; set; }

    /// <summary>
    /// While it waits for another shard: from which revision on a wave has said that the answer will not hold. The
    /// answer may still be on its way from before that.
    /// </summary>
    public Revision Cut { get; private set; } = RevisionSpan.Open;

    /// <summary>While computing: what it takes, in hundredths of a nanosecond.</summary>
    public long Cost { get; set; }

    /// <summary>While computing: the operands' versions that went into it.</summary>
    public Version[] Seen { get; set; } = [];

    /// <summary>Who waits outside the shard.</summary>
    public ref readonly SmallList<Waiter> Waiters => ref _waiters;

    /// <summary>Which work waits in the shard.</summary>
    public ref readonly SmallList<Work> Users => ref _users;

    /// <summary>The links of the list of all work of a shard.</summary>
    public Work? Before { get; set; }

    public Work? After { get; set; }

    public bool IsAsync => State != WorkState.Open;

    public bool WillCover(Revision revision) => State switch
    {
        WorkState.Waiting => revision == Revision,
        WorkState.Computing => Span.Covers(revision) || revision == Revision,
        _ => false,
    };

    public void Await(Waiter waiter)
    {
        _waiters.Add(waiter);
        Need = (Need)Math.Max((byte)Need, (byte)waiter.Need);
    }

    /// <summary>Work of another cell (or of this one at another revision) goes on when this is done.</summary>
    public void Await(Work user)
    {
        _users.Add(user);
        user._pending++;
        user.State = WorkState.Waiting;
    }

    /// <summary>One thing less to wait for; true when it was the last.</summary>
    public bool GoOn()
    {
        if (--_pending > 0) return false;
        State = WorkState.Open;
        return true;
    }

    /// <summary>What it will bring does not hold from this revision on.</summary>
    public void CutBefore(Revision revision)
    {
        Span = Span.CutBefore(revision);
        Cut = Revision.Min(Cut, revision);
    }

    /// <summary>Nobody waits for it any more, nor it for anything.</summary>
    public void ForgetAll()
    {
        _users = default;
        _waiters = default;
        _pending = 0;
    }

    public bool RemoveWaiter(ShardId by, int slot) =>
        _waiters.RemoveAll(waiter => waiter.By == by && waiter.Slot == slot) > 0;

    /// <summary>Work that was abandoned does not go on after this.</summary>
    public void ForgetUsersBut(HashSet<Work> wanted) => _users.RemoveAll(user => !wanted.Contains(user));
}
