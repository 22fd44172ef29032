namespace Dataflow.Nodes.Actors;

/// <summary>
/// The jobs that were started on one thread. Their owner takes the newest, which keeps few results alive in a deep
/// graph; helpers from the pool take the oldest. The deck is itself the pool's item that asks for a helper, at most one
/// such at a time, and no more helpers than there are cores for them.
/// </summary>
internal sealed class JobDeck : IThreadPoolWorkItem
{
    private static readonly int Cores = Environment.ProcessorCount;

    private readonly Lock gate = new();
    private Job? oldest, newest;
    private int count, helpers;
    private bool ownerWorks, isOffered;

    /// <summary>Whether no job lies here; exact for the owner if none, else a hint.</summary>
    internal bool IsEmpty => Volatile.Read(ref count) == 0;

    internal void Add(Job job, bool offers)
    {
        lock (gate)
        {
            job.Older = newest;
            if (newest is null) oldest = job;
            else newest.Newer = job;
            newest = job;
            count++;
            if (offers) OfferSurplus();
        }
    }

    internal Job? TakeNewest()
    {
        if (IsEmpty) return null;
        lock (gate) return Remove(newest);
    }

    internal Job? TakeOldest()
    {
        if (IsEmpty) return null;
        lock (gate) return Remove(oldest);
    }

    /// <summary>Asks for a helper if there is more than the owner's next job.</summary>
    internal void Offer()
    {
        if (Volatile.Read(ref count) < 2) return;
        lock (gate) OfferSurplus();
    }

    internal void OwnerEnters() => Volatile.Write(ref ownerWorks, true);

    // Only the owner adds. So if it finds the deck empty, it is; else the offer is made under the lock, after any
    // helper that left the last job to an owner which it still saw at work.
    internal void OwnerLeaves()
    {
        Volatile.Write(ref ownerWorks, false);
        if (IsEmpty) return;
        lock (gate) OfferSurplus();
    }

    /// <summary>Called by a helper that will take no more from here.</summary>
    internal void HelperLeaves()
    {
        lock (gate)
        {
            helpers--;
            OfferSurplus();
        }
    }

    // A helper that finds nothing was late. One that finds more than it takes asks for the next helper.
    void IThreadPoolWorkItem.Execute()
    {
        Job? job;
        lock (gate)
        {
            isOffered = false;
            job = Remove(oldest);
            if (job is null) return;
            helpers++;
            OfferSurplus();
        }
        Runner.OfThisThread.Help(this, job);
    }

    // The last job is left to the owner while it works: waking somebody costs more than a short job.
    private void OfferSurplus()
    {
        int owner = ownerWorks ? 1 : 0;
        if (isOffered || count <= owner || helpers + owner >= Cores) return;
        isOffered = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private Job? Remove(Job? job)
    {
        if (job is null) return null;
        if (job.Older is null) oldest = job.Newer;
        else job.Older.Newer = job.Newer;
        if (job.Newer is null) newest = job.Older;
        else job.Newer.Older = job.Older;
        job.Older = job.Newer = null;
        count--;
        return job;
    }
}
