using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// What one thread is working through: a slot for the actor to run next, a private queue of actors, a slot for the
/// newest job, and a deck of the other jobs. All but the deck are touched by this thread only: plain fields.
/// </summary>
/// <remarks>
/// An actor told by a handler goes into the slot and runs as soon as the handler's actor is done, so a wave stays in
/// the cache; the one that it displaces goes to the private queue. Nothing nests. Jobs run when no actor is left: the
/// actors are short, and may find more jobs to share.
/// <para><b>Sharing.</b> Surplus actors are offered to other threads as a bundle, half of the private queue, at most
/// one unclaimed at a time: a busy machine claims nothing and pays nothing. Jobs are offered by their deck. Offers go
/// to the pool's global queue: the pool serves a thread's local queue first and without end, so offers made there
/// would starve everybody else. A thread of the pool gives everything back after a budget of messages.</para>
/// <para><b>Why no wake-up is lost.</b> Whoever turns an actor from idle to owned must schedule it, and an actor
/// turns idle only by a compare-and-swap that fails if anything arrived; so at any moment each actor with messages is
/// in the hands of exactly one thread: running there, in its slot, in its queue, or on its way through the pool. A
/// thread leaves (<c>Leave</c>) only when slots, queue and deck are empty, or after it has put the rest into the
/// pool's queue: actors as a bundle, jobs by an offer of the deck (whose own argument stands there). Only this thread
/// adds to the four, and only while it is active; when it is not, as while a caller waits for others, what it tells
/// goes straight to the pool. The pool runs whatever is in its queue, however many of its threads block. A bundle is
/// filled again only after its claimer has read it and cleared its flag. What an owner wrote before it passed an
/// actor on is seen by the next owner, since the pool's queue passes items with release and acquire, and since idle
/// and owned change by atomic operations.</para>
/// </remarks>
internal sealed class Runner
{
    private const int Quota = 64; // messages of one actor before it gives way
    private const int Budget = 4096; // messages in one go on a thread of the pool
    private const int NextInARow = 64; // picks from the slot before the queue has its turn
    private const int PicksPerJob = 256; // picks from the queue before a waiting job has its turn
    private const int AloneFor = 512; // messages a caller works through before it bothers other threads
    private const int AfterAnswer = 32; // messages a caller works through after it has its answer

    [ThreadStatic] private static Runner? _ofThisThread;

    private readonly JobDeck _jobs = new();
    private readonly Bundle _offer = new();
    private WorkItem? _next, _first, _last;
    private Job? _nextJob;
    private int _count, _nextInARow, _picks;
    private bool _isActive, _shares;
    private JobDeck? _helped;

    internal static Runner OfThisThread => _ofThisThread ??= new Runner();

    /// <summary>The runner of this thread if the thread is inside a handler or a job; else null.</summary>
    internal static Runner? Active
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ofThisThread is { _isActive: true } runner ? runner : null;
    }

    internal bool IsActive => _isActive;

    internal bool Owns(JobDeck deck) => ReferenceEquals(deck, _jobs);

    private bool HasNoJob => _nextJob is null && _jobs.IsEmpty;

    /// <summary>Adds an actor that has become owned on this thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Actor actor)
    {
        WorkItem? displaced = _next;
        _next = actor;
        if (displaced is not null) Append(displaced);
    }

    /// <summary>Adds a job that was started on this thread. One alone is not worth waking another thread for.</summary>
    internal void Add(Job job)
    {
        Job? displaced = _nextJob;
        _nextJob = job;
        if (displaced is not null) _jobs.Add(displaced, offers: _shares || displaced.IsLong);
    }

    /// <summary>Works on a thread of the pool, beginning with one item.</summary>
    internal void Work(WorkItem item)
    {
        Enter(shares: true);
        WorkOn(item);
    }

    /// <summary>Works on a thread of the pool through a bundle of actors.</summary>
    internal void Work(WorkItem oldest, WorkItem newest, int length)
    {
        Enter(shares: true);
        _first = oldest;
        _last = newest;
        _count = length;
        WorkOn(TakeFirst()!);
    }

    /// <summary>Works on a thread of the pool through the jobs of another thread, beginning with one of them.</summary>
    internal void Help(JobDeck deck, Job job)
    {
        Enter(shares: true);
        _helped = deck;
        WorkOn(job);
    }

    /// <summary>
    /// Tells, then works through actors, but no jobs: on a thread that has something else to do soon.
    /// </summary>
    internal void WorkBriefly(Action tell)
    {
        Enter(shares: false);
        try
        {
            tell();
            int left = Budget;
            while (left > 0 && (TakeNext() ?? TakeFirst()) is { } item)
            {
                if (item.Run(Quota, ref left)) Append(item);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Works on the thread of one who waits for a completion, until it is there or nothing is left.</summary>
    internal void WorkFor(Actor to, Message message, Completion completion, CancellationToken cancellation)
    {
        Enter(shares: false);
        try
        {
            to.Tell(message);
            WorkUntil(completion, cancellation);
            FinishUp();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// For a handler that will work for long after all: gives the actors that wait on this thread to others.
    /// </summary>
    internal static void Flush() => Active?.PublishActors();

    // A small graph never pays for waking a thread: actors are shared only after a while.
    private void WorkUntil(Completion completion, CancellationToken cancellation)
    {
        int left = AloneFor;
        while (!completion.IsCompleted && !cancellation.IsCancellationRequested && Take() is { } item)
        {
            if (item.Run(Quota, ref left)) Append(item);
            if (left <= 0) _shares = true;
            Share();
        }
    }

    // What an answer leaves behind is mostly a message or two: cheaper done here than by a thread woken for it.
    private void FinishUp()
    {
        int left = AfterAnswer;
        while (left > 0 && (TakeNext() ?? TakeFirst()) is { } item)
        {
            if (item.Run(left, ref left)) Append(item);
        }
    }

    private WorkItem? TakeNext()
    {
        WorkItem? item = _next;
        _next = null;
        return item;
    }

    private void WorkOn(WorkItem item)
    {
        int left = Budget;
        for (WorkItem? current = item; current is not null; current = left > 0 ? Take() : null)
        {
            if (current.Run(Quota, ref left)) Append(current);
            Share();
        }

        Leave();
    }

    private void Enter(bool shares)
    {
        Invariant.Holds(!_isActive && _next is null && _first is null, "a runner begins with nothing in hand");
        _isActive = true;
        _shares = shares;
        _jobs.OwnerEnters();
    }

    private void Leave()
    {
        _shares = false;
        PublishActors();
        _jobs.OwnerLeaves(_nextJob);
        _nextJob = null;
        _helped?.HelperLeaves();
        _helped = null;
        _isActive = false;
    }

    private WorkItem? Take()
    {
        WorkItem? item = _next;
        if (item is not null)
        {
            _next = null;
            if (++_nextInARow < NextInARow || (_first is null && HasNoJob)) return item;
            Append(item);
        }

        _nextInARow = 0;
        if (_first is not null && !JobsHaveTheirTurn()) return TakeFirst();
        return (WorkItem?)TakeJob() ?? TakeFirst();
    }

    // Actors that never end must not keep a job waiting for ever.
    private bool JobsHaveTheirTurn()
    {
        if (++_picks < PicksPerJob) return false;
        _picks = 0;
        return !HasNoJob;
    }

    // A long job must not hide the actors behind it.
    private Job? TakeJob()
    {
        Job? job = _nextJob ?? _jobs.TakeNewest() ?? _helped?.TakeOldest();
        _nextJob = null;
        if (job is { IsLong: true }) PublishActors();
        return job;
    }

    private void Append(WorkItem item)
    {
        if (_last is null) _first = item;
        else _last.Link = item;
        _last = item;
        _count++;
        if (_shares && !_offer.IsOut) OfferHalf();
    }

    private WorkItem? TakeFirst()
    {
        WorkItem? item = _first;
        if (item is null) return null;
        _first = item.Link;
        if (_first is null) _last = null;
        item.Link = null;
        _count--;
        return item;
    }

    private void Share()
    {
        if (!_shares) return;
        if (_count > 0 && !_offer.IsOut) OfferHalf();
        _jobs.Offer();
    }

    // The older half, at least one.
    private void OfferHalf()
    {
        int length = (_count + 1) / 2;
        WorkItem oldest = _first!, newest = oldest;
        for (int i = 1; i < length; i++) newest = newest.Link!;
        _first = newest.Link;
        if (_first is null) _last = null;
        newest.Link = null;
        _count -= length;
        _offer.Send(oldest, newest, length);
    }

    private void PublishActors()
    {
        if (_next is { } item)
        {
            _next = null;
            Append(item);
        }

        if (_first is null) return;
        new Bundle().Send(_first, _last!, _count);
        _first = _last = null;
        _count = 0;
    }
}
