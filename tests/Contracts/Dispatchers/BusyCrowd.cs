using Dataflow.Nodes.Actors;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>Actors that are never idle until this is disposed of: rings of them pass messages on without end.</summary>
internal sealed class BusyCrowd : IDisposable
{
    private readonly Busy[] _crowd;
    private volatile bool _isOver;

    public BusyCrowd(Dispatcher dispatcher, int count, int ringLength, bool throws)
    {
        _crowd = [.. Enumerable.Range(0, count).Select(_ => new Busy(this, dispatcher, throws))];
        for (int i = 0; i < count; i++)
        {
            int ring = i - (i % ringLength);
            _crowd[i].After = _crowd[ring + ((i + 1 - ring) % ringLength)];
        }

        for (int i = 0; i < count; i += ringLength) _crowd[i].Tell(new Number());
    }

    /// <summary>How many messages all of them have handled.</summary>
    public long Turns => _crowd.Sum(busy => Volatile.Read(ref busy.Turns));

    public void Dispose() => _isOver = true;

    private sealed class Busy(BusyCrowd crowd, Dispatcher dispatcher, bool throws) : Actor(dispatcher)
    {
        public Busy After = null!;
        public long Turns;

        protected override void Receive(Message message)
        {
            Volatile.Write(ref Turns, Turns + 1);
            if (!crowd._isOver) After.Tell(message);
            if (throws) throw new NotSupportedException();
        }

        protected override void OnError(Exception exception, Message message) { }
    }
}

/// <summary>Asks how much the busy ones had done when it was answered.</summary>
internal sealed class Question : Completion
{
    public long BusyBefore, BusyAfter;
}

internal sealed class Clerk(Dispatcher dispatcher, BusyCrowd busy) : Actor(dispatcher)
{
    protected override void Receive(Message message)
    {
        var question = (Question)message;
        question.BusyAfter = busy.Turns;
        question.Complete();
    }
}
