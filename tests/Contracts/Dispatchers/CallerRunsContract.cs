using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

public sealed class CallerRunsContract : DispatcherContract
{
    internal override IEnumerable<Dispatcher> Dispatchers() => [new WorkersDispatcher()];

    internal override void Send(Dispatcher dispatcher, Actor to, Completion message) =>
        dispatcher.CallerRuns(to, message, message);

    [Fact]
    public void CallerRuns_TwoLongJobs_RunAtTheSameTime()
    {
        if (Environment.ProcessorCount < 2) return;
        var meeting = new Meeting(new WorkersDispatcher());
        var both = new Signal();
        meeting.Dispatcher.CallerRuns(meeting, both, both);
        Assert.True(meeting.Met);
    }

    [Fact]
    public void CallerRuns_WorkLeftWhenComplete_RunsElsewhere()
    {
        var dispatcher = new WorkersDispatcher();
        var probe = new Probe(dispatcher);
        for (int i = 0; i < 1_000; i++)
        {
            var request = new Signal();
            var leaver = new Leaver(dispatcher, probe);
            dispatcher.CallerRuns(leaver, request, request);
        }

        for (int i = 0; i < 5_000; i++) probe.Expect<Number>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CallerRuns_EndlessWorkBegunOnTheWay_ReturnsNevertheless(int ringLength)
    {
        var dispatcher = new WorkersDispatcher();
        using var crowd = new CrowdMaker(dispatcher, ringLength);
        for (int i = 0; i < 10; i++)
        {
            var request = new Signal();
            dispatcher.CallerRuns(crowd, request, request);
        }
    }

    /// <summary>A thread of its own: on another, an offer of earlier work may still be under way.</summary>
    [Fact]
    public void CallerRuns_SmallGraph_StaysOnTheCallingThread()
    {
        var dispatcher = new WorkersDispatcher();
        var employer = new Witness(dispatcher, workers: 6); // too little to bother others
        var all = new Signal();
        var caller = new Thread(() => dispatcher.CallerRuns(employer, all, all));
        caller.Start();
        caller.Join();
        Assert.Equal([caller.ManagedThreadId], employer.Threads);
    }

    [Fact]
    public void CallerRuns_CancelledWhileWaiting_Throws()
    {
        using var source = new CancellationTokenSource();
        var dispatcher = new WorkersDispatcher();
        var silent = new Probe(dispatcher, new Fragile(dispatcher), _ =>
        {
            source.Cancel();
            return null;
        });
        var message = new Signal();
        Assert.ThrowsAny<OperationCanceledException>(
            () => dispatcher.CallerRuns(silent, message, message, source.Token));
        var next = new Signal();
        dispatcher.CallerRuns(new Fragile(dispatcher), next, next);
        Assert.True(next.IsCompleted);
    }

    /// <summary>Starts two jobs that end only if they run at the same time.</summary>
    private sealed class Meeting(Dispatcher dispatcher) : Actor(dispatcher)
    {
        private readonly Barrier _barrier = new(2);
        private Signal? _both;
        private int _met;

        public bool Met => _met == 2;

        protected override void Receive(Message message)
        {
            if (message is not Signal signal)
            {
                if (++_met == 2) _both!.Complete();
                return;
            }

            _both = signal;
            new Participant(Dispatcher, this).Start();
            new Participant(Dispatcher, this).Start();
        }

        private sealed class Participant(Dispatcher dispatcher, Meeting meeting) : Job(dispatcher)
        {
            public override bool IsLong => true;

            protected override void Execute()
            {
                Assert.True(meeting._barrier.SignalAndWait(TimeSpan.FromSeconds(60)));
                meeting.Tell(new Number());
            }
        }
    }

    /// <summary>Answers first and then makes more work: in its slot, in its queue, and jobs.</summary>
    private sealed class Leaver(Dispatcher dispatcher, Probe probe) : Actor(dispatcher)
    {
        protected override void Receive(Message message)
        {
            ((Signal)message).Complete();
            new Relay(Dispatcher, probe).Tell(new Number());
            new Relay(Dispatcher, probe).Tell(new Number());
            for (int i = 0; i < 3; i++) new Errand(Dispatcher, probe).Start();
        }
    }

    /// <summary>Begins endless work on the thread that it is asked on, and only then a job that answers.</summary>
    private sealed class CrowdMaker(Dispatcher dispatcher, int ringLength) : Actor(dispatcher), IDisposable
    {
        private readonly List<BusyCrowd> _crowds = [];

        public void Dispose() => _crowds.ForEach(crowd => crowd.Dispose());

        protected override void Receive(Message message)
        {
            _crowds.Add(new BusyCrowd(Dispatcher, count: 2, ringLength, throws: false));
            new Answer(Dispatcher, (Signal)message).Start();
        }
    }

    private sealed class Answer(Dispatcher dispatcher, Signal signal) : Job(dispatcher)
    {
        protected override void Execute() => signal.Complete();
    }

    private sealed class Relay(Dispatcher dispatcher, Actor to) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => to.Tell(message);
    }

    private sealed class Errand(Dispatcher dispatcher, Actor to) : Job(dispatcher)
    {
        protected override void Execute() => to.Tell(new Number());
    }

    /// <summary>Has workers note on which thread they and their short jobs run.</summary>
    private sealed class Witness(Dispatcher dispatcher, int workers) : Actor(dispatcher)
    {
        private Signal? _all;
        private int _missing = workers;

        public HashSet<int> Threads { get; } = [];

        protected override void Receive(Message message)
        {
            if (message is Number number)
            {
                Threads.Add(number.Value);
                if (--_missing == 0) _all!.Complete();
                return;
            }

            _all = (Signal)message;
            int toAsk = _missing;
            for (int i = 0; i < toAsk; i++) new Worker(Dispatcher, this).Tell(new Number());
        }
    }

    private sealed class Worker(Dispatcher dispatcher, Actor witness) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => new Note(Dispatcher, witness).Start();
    }

    private sealed class Note(Dispatcher dispatcher, Actor witness) : Job(dispatcher)
    {
        protected override void Execute() => witness.Tell(new Number { Value = Environment.CurrentManagedThreadId });
    }
}
