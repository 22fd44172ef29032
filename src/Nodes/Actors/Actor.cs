using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// Handles one message at a time, in the order in which they arrived; two messages from one sender arrive in the order
/// in which they were sent. An exception in a handler goes to <see cref="OnError"/> and the actor goes on.
/// </summary>
/// <remarks>
/// The mailbox is one word, <c>_head</c>. Null: nobody owns the actor, it is idle. <c>Owned</c>: it is queued or
/// running, and nothing came since. Anything else: owned, and these messages came since, newest first.
/// <para>
/// To tell an idle actor is one compare-and-swap, null to Owned: the sender is now the owner, so it may put the message
/// into <c>_batch</c> with a plain write and must schedule the actor. To tell an owned one is one compare-and-swap
/// that pushes. To become idle is one, Owned to null, which fails if a message came in between. So a message that is
/// relayed costs two atomic operations, each message takes its place in the order at its one atomic operation, and
/// whoever makes the actor owned is exactly the one who schedules it.
/// </para>
/// </remarks>
internal abstract class Actor : WorkItem
{
    private static readonly Message Owned = new OwnedMark();

    private Message? _head;
    private Message? _batch; // the owner's: older than all in _head, oldest first

    /// <summary>Makes an idle actor; nothing is registered and nothing runs.</summary>
    protected Actor(Dispatcher dispatcher) : base(dispatcher) { }

    /// <summary>Sends a message to this actor; returns at once. From any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Tell(Message message)
    {
        message.Post();
        Message? seen = Volatile.Read(ref _head);
        if (seen is null && Interlocked.CompareExchange(ref _head, Owned, null) is null) Activate(message);
        else Push(message);
    }

    /// <summary>Handles one message. Must not block, and hands long work to a <see cref="Job"/>.</summary>
    protected abstract void Receive(Message message);

    /// <summary>Called when the handler of <paramref name="message"/> threw; by default a dead letter.</summary>
    protected virtual void OnError(Exception exception, Message message) =>
        Dispatcher.DeadLetters.Report(this, message, exception);

    /// <summary>
    /// Called when every message that has come is handled: what was put off until then may go. More may come meanwhile.
    /// </summary>
    protected virtual void OnQuiet() { }

    // The quota is charged and the link is read before the handler runs: a handler that throws cannot escape the
    // first, and one that sends its message again changes the second.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a handler throws, the actor goes on.")]
    internal sealed override bool Run(int quota, ref int left)
    {
        Message? rest = _batch, current = null;
        _batch = null;
        while (true)
        {
            try
            {
                while (true)
                {
                    while (rest is not null)
                    {
                        if (quota <= 0) return KeepFor(later: rest);
                        quota--;
                        left--;
                        current = rest;
                        rest = current.Next;
                        current.Next = null;
                        current.Unpost();
                        Receive(current);
                    }

                    if (HasAll()) OnQuiet();
                    if (BecomesIdle()) return false;
                    if (quota <= 0) return true;
                    rest = TakeArrived();
                }
            }
            catch (Exception exception)
            {
                Supervise(exception, current!);
            }
        }
    }

    private void Activate(Message message)
    {
        _batch = message;
        Dispatcher.Schedule(this);
    }

    private void Push(Message message)
    {
        Message? seen = Volatile.Read(ref _head);
        while (true)
        {
            message.Next = ReferenceEquals(seen, Owned) ? null : seen;
            Message? before = Interlocked.CompareExchange(ref _head, seen is null ? Owned : message, seen);
            if (ReferenceEquals(before, seen)) break;
            seen = before;
        }

        if (seen is null) Activate(message);
    }

    private bool KeepFor(Message later)
    {
        _batch = later;
        return true;
    }

    private bool HasAll() => ReferenceEquals(Volatile.Read(ref _head), Owned);

    private bool BecomesIdle() => HasAll()
        && ReferenceEquals(Interlocked.CompareExchange(ref _head, null, Owned), Owned);

    private Message TakeArrived()
    {
        Message newest = Interlocked.Exchange(ref _head, Owned)!;
        Message? older = newest.Next;
        newest.Next = null;
        while (older is not null)
        {
            Message? next = older.Next;
            older.Next = newest;
            newest = older;
            older = next;
        }

        return newest;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A supervisor that throws must not stop the runner.")]
    private void Supervise(Exception exception, Message message)
    {
        try
        {
            OnError(exception, message);
        }
        catch (Exception second)
        {
            Dispatcher.DeadLetters.Report(this, message, second);
        }
    }

    private sealed class OwnedMark : Message;
}
