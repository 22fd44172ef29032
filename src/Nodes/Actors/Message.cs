using System.Diagnostics;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// What actors send each other. A message carries its own link, so telling it allocates nothing; in return it may be
/// in one mailbox at a time. From the moment its handler begins it belongs to the receiver, who may send it again.
/// </summary>
internal abstract class Message
{
    /// <summary>The neighbour in a mailbox; null whenever the message is in none.</summary>
    internal Message? Next;

#if DEBUG
    private int posted;

    private bool MarkPosted() => Interlocked.Exchange(ref posted, 1) == 0;

    private void MarkTaken() => Volatile.Write(ref posted, 0);
#endif

    /// <summary>Checks, in debug builds, that the message is in no mailbox yet.</summary>
    [Conditional("DEBUG")]
    internal void Post()
    {
#if DEBUG
        Invariant.Holds(MarkPosted(), "a message is in one mailbox at a time");
#endif
    }

    /// <summary>Notes, in debug builds, that the message has left its mailbox.</summary>
    [Conditional("DEBUG")]
    internal void Unpost()
    {
#if DEBUG
        MarkTaken();
#endif
    }
}
