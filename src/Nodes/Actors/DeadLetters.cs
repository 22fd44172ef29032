namespace Dataflow.Nodes.Actors;

/// <summary>A failure that nobody took care of: who failed, at which message (null for a job), and how.</summary>
internal sealed record DeadLetter(WorkItem From, Message? Message, Exception Exception);

/// <summary>Counts the failures that nobody took care of and keeps the newest. From any thread; never throws.</summary>
internal sealed class DeadLetters
{
    private const int Kept = 32;

    private readonly Lock _gate = new();
    private readonly Queue<DeadLetter> _newest = new();
    private long _count;

    /// <summary>How many there have been.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The newest of them, at most 32, oldest first.</summary>
    public IReadOnlyList<DeadLetter> Newest
    {
        get
        {
            lock (_gate) return [.. _newest];
        }
    }

    internal void Report(WorkItem from, Message? message, Exception exception)
    {
        lock (_gate)
        {
            _count++;
            _newest.Enqueue(new DeadLetter(from, message, exception));
            if (_newest.Count > Kept) _newest.Dequeue();
        }
    }
}
