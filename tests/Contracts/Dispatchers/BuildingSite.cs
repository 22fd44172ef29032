using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>
/// Builders that each start their jobs, long and short, again and again, for requests that come from many threads at
/// once. A job answers its builder, who starts it again or passes the request on.
/// </summary>
internal sealed class BuildingSite
{
    private const int FromEachThread = 200;
    private const int Visits = 10;

    private readonly Builder[] _builders;
    private int _live = 1;
    private long _faults;

    public BuildingSite(Dispatcher dispatcher) =>
        _builders = [.. Enumerable.Range(0, 13).Select(i => new Builder(this, dispatcher, i))];

    public Signal Ended { get; } = new();

    public void Send(int threads, Action<Actor, Completion> send)
    {
        Thread[] outside = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => SendFrom(i, send)))];
        foreach (Thread thread in outside) thread.Start();
        foreach (Thread thread in outside) thread.Join();
        CountDown();
    }

    public void AssertOrderly() => Assert.Equal(0, Volatile.Read(ref _faults));

    private void SendFrom(int thread, Action<Actor, Completion> send)
    {
        var random = new Random(thread);
        for (int i = 0; i < FromEachThread; i++)
        {
            Interlocked.Increment(ref _live);
            send(_builders[random.Next(_builders.Length)], new Order { VisitsLeft = Visits });
        }
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _live) == 0) Ended.Complete();
    }

    private sealed class Order : Completion
    {
        public int VisitsLeft;
    }

    private sealed class Built(Work work) : Message
    {
        public Work Work => work;
    }

    private sealed class Builder : Actor
    {
        private readonly BuildingSite _site;
        private readonly Work[] _works;
        private readonly Queue<Order> _orders = new();
        private readonly Random _random;
        private int _running;

        public Builder(BuildingSite site, Dispatcher dispatcher, int index) : base(dispatcher)
        {
            _site = site;
            _random = new Random(index);
            _works = [.. Enumerable.Range(0, 6).Select(i => new Work(dispatcher, this, site, isLong: i % 3 == 0))];
        }

        protected override void Receive(Message message)
        {
            if (message is Order order) _orders.Enqueue(order);
            if (message is Built built && !built.Work.TakeBack()) Interlocked.Increment(ref _site._faults);
            if (message is Built && --_running == 0) Finish(_orders.Dequeue());
            if (_running == 0 && _orders.Count > 0) Begin();
        }

        private void Begin()
        {
            _running = _works.Length;
            foreach (Work work in _works) work.Start();
        }

        private void Finish(Order order)
        {
            if (--order.VisitsLeft > 0)
            {
                _site._builders[_random.Next(_site._builders.Length)].Tell(order);
                return;
            }

            order.Complete();
            _site.CountDown();
        }
    }

    private sealed class Work : Job
    {
        private readonly Builder _builder;
        private readonly BuildingSite _site;
        private readonly Built _built;
        private int _runs;

        public Work(Dispatcher dispatcher, Builder builder, BuildingSite site, bool isLong) : base(dispatcher)
        {
            _builder = builder;
            _site = site;
            IsLong = isLong;
            _built = new Built(this);
        }

        public override bool IsLong { get; }

        public bool TakeBack() => Interlocked.Exchange(ref _runs, 0) == 1;

        protected override void Execute()
        {
            if (Interlocked.Increment(ref _runs) != 1) Interlocked.Increment(ref _site._faults);
            if (IsLong) Thread.SpinWait(100);
            _builder.Tell(_built);
        }
    }
}
