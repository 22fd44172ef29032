using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>
/// Random traffic among many actors and from outside: relays, forks, handlers that throw, handlers that take long.
/// Each message is numbered by its sender and receiver, so what is lost, doubled or out of order shows.
/// </summary>
internal sealed class Traffic
{
    private const int FromEachThread = 3_000;
    private const int Hops = 40;

    private readonly Walker[] _walkers;
    private long _live = 1, _faults, _handled;

    public Traffic(Dispatcher dispatcher, int actors, int senders)
    {
        _walkers = [.. Enumerable.Range(0, actors).Select(i => new Walker(this, dispatcher, i, actors, senders))];
    }

    public Signal Ended { get; } = new();

    public void Send(int threads, Action<Actor, Completion> send)
    {
        Thread[] outside = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => SendFrom(i, send)))];
        foreach (Thread thread in outside) thread.Start();
        foreach (Thread thread in outside) thread.Join();
        CountDown();
    }

    public void AssertOrderly()
    {
        Assert.Equal(0, Volatile.Read(ref _faults));
        Assert.True(_handled >= FromEachThread * Hops);
    }

    private void SendFrom(int thread, Action<Actor, Completion> send)
    {
        var random = new Random(thread);
        int[] sent = new int[_walkers.Length];
        for (int i = 0; i < FromEachThread; i++)
        {
            int to = random.Next(_walkers.Length);
            Interlocked.Increment(ref _live);
            send(_walkers[to], new Step { From = _walkers.Length + thread, Number = ++sent[to], HopsLeft = Hops });
        }
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _live) == 0) Ended.Complete();
    }

    private sealed class Step : Completion
    {
        public int From, Number, HopsLeft;
        public bool Throws;
    }

    private sealed class Walker(Traffic traffic, Dispatcher dispatcher, int index, int actors, int senders)
        : Actor(dispatcher)
    {
        [ThreadStatic] private static int _nesting;

        private readonly int[] _seen = new int[actors + senders], _sent = new int[actors];
        private readonly Random _random = new(index);
        private int _busy;

        protected override void Receive(Message message)
        {
            var step = (Step)message;
            bool orderly = Interlocked.Exchange(ref _busy, 1) == 0;
            orderly &= ++_nesting == 1 && ++_seen[step.From] == step.Number;
            if (!orderly) Interlocked.Increment(ref traffic._faults);
            Interlocked.Increment(ref traffic._handled);
            if (step.HopsLeft > 0) Relay(step.HopsLeft - 1);
            if (_random.Next(1024) == 0) Thread.SpinWait(2000);
            _nesting--;
            Volatile.Write(ref _busy, 0);
            step.Complete();
            traffic.CountDown();
            if (step.Throws) throw new NotSupportedException();
        }

        protected override void OnError(Exception exception, Message message) =>
            Assert.True(((Step)message).Throws, exception.ToString());

        private void Relay(int hopsLeft)
        {
            int copies = _random.Next(16) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++)
            {
                int to = _random.Next(actors);
                Interlocked.Increment(ref traffic._live);
                bool throws = _random.Next(4096) == 0;
                traffic._walkers[to].Tell(
                    new Step { From = index, Number = ++_sent[to], HopsLeft = hopsLeft, Throws = throws });
            }
        }
    }
}
