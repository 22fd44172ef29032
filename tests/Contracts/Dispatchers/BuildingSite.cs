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

    private readonly Builder[] builders;
    private int live = 1;
    private long faults;

    public BuildingSite(Dispatcher dispatcher) =>
        builders = [.. Enumerable.Range(0, 13).Select(i => new Builder(this, dispatcher, i))];

    public Signal Ended { get; } = new();

    public void Send(int threads, Action<Actor, Completion> send)
    {
        Thread[] outside = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => SendFrom(i, send)))];
        foreach (Thread thread in outside) thread.Start();
        foreach (Thread thread in outside) thread.Join();
        CountDown();
    }

    public void AssertOrderly() => Assert.Equal(0, Volatile.Read(ref faults));

    private void SendFrom(int thread, Action<Actor, Completion> send)
    {
        var random = new Random(thread);
        for (int i = 0; i < FromEachThread; i++)
        {
            Interlocked.Increment(ref live);
            send(builders[random.Next(builders.Length)], new Order { VisitsLeft = Visits });
        }
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref live) == 0) Ended.Complete();
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
        private readonly BuildingSite site;
        private readonly Work[] works;
        private readonly Queue<Order> orders = new();
        private readonly Random random;
        private int running;

        public Builder(BuildingSite site, Dispatcher dispatcher, int index) : base(dispatcher)
        {
            this.site = site;
            random = new Random(index);
            works = [.. Enumerable.Range(0, 6).Select(i => new Work(dispatcher, this, site, isLong: i % 3 == 0))];
        }

        protected override void Receive(Message message)
        {
            if (message is Order order) orders.Enqueue(order);
            if (message is Built built && !built.Work.TakeBack()) Interlocked.Increment(ref site.faults);
            if (message is Built && --running == 0) Finish(orders.Dequeue());
            if (running == 0 && orders.Count > 0) Begin();
        }

        private void Begin()
        {
            running = works.Length;
            foreach (Work work in works) work.Start();
        }

        private void Finish(Order order)
        {
            if (--order.VisitsLeft > 0)
            {
                site.builders[random.Next(site.builders.Length)].Tell(order);
                return;
            }
            order.Complete();
            site.CountDown();
        }
    }

    private sealed class Work : Job
    {
        private readonly Builder builder;
        private readonly BuildingSite site;
        private readonly Built built;
        private int runs;

        public Work(Dispatcher dispatcher, Builder builder, BuildingSite site, bool isLong) : base(dispatcher)
        {
            this.builder = builder;
            this.site = site;
            IsLong = isLong;
            built = new Built(this);
        }

        public override bool IsLong { get; }

        public bool TakeBack() => Interlocked.Exchange(ref runs, 0) == 1;

        protected override void Execute()
        {
            if (Interlocked.Increment(ref runs) != 1) Interlocked.Increment(ref site.faults);
            if (IsLong) Thread.SpinWait(100);
            builder.Tell(built);
        }
    }
}
