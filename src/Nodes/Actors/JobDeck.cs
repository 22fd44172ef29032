namespace Dataflow.Nodes.Actors;

/// <summary>
/// The jobs that were started on one thread, but for the one that it runs next itself. Their owner takes the newest,
/// which keeps few results alive in a deep graph; helpers from the pool take the oldest.
/// </summary>
/// <remarks>
/// The deck is itself the pool's item that asks for a helper: at most one such at a time, and no more helpers than
/// there are cores for them. No job is lost: while one lies here, its owner is at work, or a helper is, or one was
/// asked for; and whoever ends his part while jobs are left asks under the lock.
/// </remarks>
internal sealed class JobDeck : IThreadPoolWorkItem
{
    private static readonly int Cores = Environment.ProcessorCount;

    private readonly Lock _gate = new();
    private Job? _oldest, _newest;
    private int _count, _helpers;
    private bool _ownerWorks, _isOffered;

    /// <summary>Whether no job lies here; exact for the owner if none, else a hint.</summary>
    internal bool IsEmpty => Volatile.Read(ref _count) == 0;

    internal void Add(Job job, bool offers)
    {
        lock (_gate)
        {
            job.Older = _newest;
            if (_newest is null) _oldest = job;
            else _newest.Newer = job;
            _newest = job;
            _count++;
            if (offers) AskForHelper();
        }
    }

    internal Job? TakeNewest()
    {
        if (IsEmpty) return null;
        lock (_gate) return Remove(_newest);
    }

    internal Job? TakeOldest()
    {
        if (IsEmpty) return null;
        lock (_gate) return Remove(_oldest);
    }

    /// <summary>Asks for a helper if there is work for one.</summary>
    internal void Offer()
    {
        if (IsEmpty || Volatile.Read(ref _isOffered)) return;
        lock (_gate) AskForHelper();
    }

    internal void OwnerEnters() => Volatile.Write(ref _ownerWorks, true);

    /// <summary>Called by the owner, who leaves the job that it would have run next.</summary>
    /// <remarks>Only the owner adds; so if it finds the deck empty, it is. Else it asks under the lock, after any
    /// helper that asked for no other because it still saw the owner at work.</remarks>
    internal void OwnerLeaves(Job? last)
    {
        Volatile.Write(ref _ownerWorks, false);
        if (last is not null)
        {
            Add(last, offers: true);
            return;
        }

        if (IsEmpty) return;
        lock (_gate) AskForHelper();
    }

    /// <summary>Called by a helper that will take no more from here.</summary>
    internal void HelperLeaves()
    {
        lock (_gate)
        {
            _helpers--;
            AskForHelper();
        }
    }

    // A helper that finds nothing was late. One that finds more than it takes asks for the next helper.
    void IThreadPoolWorkItem.Execute()
    {
        Runner runner = Runner.OfThisThread;
        bool isOwner = runner.Owns(this);
        Job? job;
        lock (_gate)
        {
            _isOffered = false;
            job = Remove(_oldest);
            if (job is null) return;
            if (isOwner) _ownerWorks = true;
            else _helpers++;
            AskForHelper();
        }

        if (isOwner) runner.Work(job);
        else runner.Help(this, job);
    }

    // Under the lock. None is asked for while one is on its way, nor while all cores are at it.
    private void AskForHelper()
    {
        if (_isOffered || _count == 0 || _helpers + (_ownerWorks ? 1 : 0) >= Cores) return;
        _isOffered = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private Job? Remove(Job? job)
    {
        if (job is null) return null;
        if (job.Older is null) _oldest = job.Newer;
        else job.Older.Newer = job.Newer;
        if (job.Newer is null) _newest = job.Older;
        else job.Newer.Older = job.Older;
        job.Older = job.Newer = null;
        _count--;
        return job;
    }
}
