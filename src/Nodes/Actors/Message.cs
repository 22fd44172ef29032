using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// What actors send each other. A message carries its own link, so telling it allocates nothing; in return it may be
/// in one mailbox at a time. From the moment its handler begins it belongs to the receiver, who may send it again.
/// </summary>
/// <remarks>
/// A class, though most messages are nothing but data: records descend from records only, and a
/// <see cref="Completion"/>, which is a message too, is itself and not what it holds.
/// </remarks>
[SuppressMessage("Performance", "CA1822", Justification = "The checks have a field in builds with laws only.")]
internal abstract class Message
{
    /// <summary>The neighbour in a mailbox; null whenever the message is in none.</summary>
    internal Message? Next;

#if LAWS
    private int _posted;
#endif

    /// <summary>Checks, in builds with laws, that the message is in no mailbox yet.</summary>
    [Conditional(Invariant.Builds)]
    internal void Post()
    {
#if LAWS
        bool isFree = Interlocked.Exchange(ref _posted, 1) == 0;
        Invariant.Holds(isFree, "a message is in one mailbox at a time");
#endif
    }

    /// <summary>Notes, in builds with laws, that the message has left its mailbox.</summary>
    [Conditional(Invariant.Builds)]
    internal void Unpost()
    {
#if LAWS
        Volatile.Write(ref _posted, 0);
#endif
    }
}
