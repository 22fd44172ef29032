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

    private readonly Walker[] walkers;
    private long live = 1, faults, handled;

    public Traffic(Dispatcher dispatcher, int actors, int senders)
    {
        walkers = [.. Enumerable.Range(0, actors).Select(i => new Walker(this, dispatcher, i, actors, senders))];
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
        Assert.Equal(0, Volatile.Read(ref faults));
        Assert.True(handled >= FromEachThread * Hops);
    }

    private void SendFrom(int thread, Action<Actor, Completion> send)
    {
        var random = new Random(thread);
        int[] sent = new int[walkers.Length];
        for (int i = 0; i < FromEachThread; i++)
        {
            int to = random.Next(walkers.Length);
            Interlocked.Increment(ref live);
            send(walkers[to], new Step { From = walkers.Length + thread, Number = ++sent[to], HopsLeft = Hops });
        }
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref live) == 0) Ended.Complete();
    }

    private sealed class Step : Completion
    {
        public int From, Number, HopsLeft;
        public bool Throws;
    }

    private sealed class Walker(Traffic traffic, Dispatcher dispatcher, int index, int actors, int senders)
        : Actor(dispatcher)
    {
        [ThreadStatic] private static int nesting;

        private readonly int[] seen = new int[actors + senders], sent = new int[actors];
        private readonly Random random = new(index);
        private int busy;

        protected override void Receive(Message message)
        {
            var step = (Step)message;
            bool orderly = Interlocked.Exchange(ref busy, 1) == 0 && ++nesting == 1 && ++seen[step.From] == step.Number;
            if (!orderly) Interlocked.Increment(ref traffic.faults);
            Interlocked.Increment(ref traffic.handled);
            if (step.HopsLeft > 0) Relay(step.HopsLeft - 1);
            if (random.Next(1024) == 0) Thread.SpinWait(2000);
            nesting--;
            Volatile.Write(ref busy, 0);
            step.Complete();
            traffic.CountDown();
            if (step.Throws) throw new NotSupportedException();
        }

        protected override void OnError(Exception exception, Message message) =>
            Assert.True(((Step)message).Throws, exception.ToString());

        private void Relay(int hopsLeft)
        {
            int copies = random.Next(16) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++)
            {
                int to = random.Next(actors);
                Interlocked.Increment(ref traffic.live);
                bool throws = random.Next(4096) == 0;
                traffic.walkers[to].Tell(
                    new Step { From = index, Number = ++sent[to], HopsLeft = hopsLeft, Throws = throws });
            }
        }
    }
}
