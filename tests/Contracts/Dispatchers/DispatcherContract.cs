using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>What every dispatcher owes. A subclass says how the outside world sends and waits.</summary>
public abstract class DispatcherContract
{
    internal abstract IEnumerable<Dispatcher> Dispatchers();

    /// <summary>How many threads of the outside world send at once.</summary>
    protected virtual int OutsideThreads => 4;

    /// <summary>Sends from the outside; the message is complete when it has been handled.</summary>
    internal abstract void Send(Dispatcher dispatcher, Actor to, Completion message);

    internal virtual void Await(Dispatcher dispatcher, Completion completion) => Within.Patience(completion);

    [Fact]
    public void Tell_RandomTraffic_HandlesEachOnceInOrderOneAtATime()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var traffic = new Traffic(dispatcher, actors: 97, senders: OutsideThreads);
            traffic.Send(OutsideThreads, (to, message) => Send(dispatcher, to, message));
            Await(dispatcher, traffic.Ended);
            traffic.AssertOrderly();
            Assert.Equal(0, dispatcher.DeadLetters.Count);
        }
    }

    [Fact]
    public void Tell_MillionHops_NeverNests()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var token = new Token { HopsLeft = 1_000_000 };
            Send(dispatcher, Ring.Of(1_000, dispatcher), token);
            Await(dispatcher, token);
            Assert.Equal(1, token.DeepestNesting);
        }
    }

    [Fact]
    public void Tell_HandlerThrows_OthersAreHandledAndLettersCounted()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var fragile = new Fragile(dispatcher);
            for (int i = 0; i < 1_000; i++) fragile.Tell(new Number { Value = i });
            var last = new Signal();
            Send(dispatcher, fragile, last);
            Await(dispatcher, last);
            Assert.Equal(500, fragile.Handled);
            Assert.Equal(500, dispatcher.DeadLetters.Count);
            DeadLetter newest = dispatcher.DeadLetters.Newest[^1];
            Assert.Same(fragile, newest.From);
            Assert.Equal(999, ((Number)newest.Message!).Value);
            Assert.Equal("999", newest.Exception.Message);
        }
    }

    [Fact]
    public void Tell_SupervisorThrows_ActorGoesOn()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var fragile = new Fragile(dispatcher) { SupervisorThrows = true };
            fragile.Tell(new Number { Value = 1 });
            var last = new Signal();
            Send(dispatcher, fragile, last);
            Await(dispatcher, last);
            Assert.IsType<NotSupportedException>(Assert.Single(dispatcher.DeadLetters.Newest).Exception);
        }
    }

    // The bound is counted, not timed: on average, while one waits, everybody else uses up a thread's whole budget of
    // 4,096 messages at most four times.
    [Theory]
    [InlineData(4, 1, false)] // each tells itself without end
    [InlineData(32, 1, false)]
    [InlineData(32, 2, false)] // pairs that tell each other without end
    [InlineData(4, 1, true)] // and throw at each message
    public void Tell_OthersNeverIdle_IsHandledSoon(int count, int ringLength, bool throws)
    {
        const int Asks = 50;
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            using var busy = new BusyCrowd(dispatcher, count, ringLength, throws);
            long waited = 0;
            for (int i = 0; i < Asks; i++)
            {
                var question = new Question { BusyBefore = busy.Turns };
                Send(dispatcher, new Clerk(dispatcher, busy), question);
                Await(dispatcher, question);
                waited += question.BusyAfter - question.BusyBefore;
            }

            Assert.InRange(waited / Asks, 0, count * 4_096 * 4);
        }
    }

    [Fact]
    public void Start_ManyJobs_EachRunsOnceAndAnswers()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var employer = new Employer(dispatcher, jobs: 2_000);
            var all = new Signal();
            Send(dispatcher, employer, all);
            Await(dispatcher, all);
            Assert.All(employer.Jobs, job => Assert.Equal(1, job.Runs));
        }
    }

    [Fact]
    public void Start_JobThrows_OthersRunAndLetterIsCounted()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var failing = new FailingJob(dispatcher);
            failing.Start();
            var employer = new Employer(dispatcher, jobs: 3);
            var all = new Signal();
            Send(dispatcher, employer, all);
            Await(dispatcher, all);
            Await(dispatcher, failing.Reported);
            Assert.IsType<NotSupportedException>(Assert.Single(dispatcher.DeadLetters.Newest).Exception);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_ActorsNeverIdle_JobRunsSoon(bool throws)
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            using var busy = new BusyCrowd(dispatcher, count: 8, ringLength: 2, throws);
            var employer = new Employer(dispatcher, jobs: 20);
            var all = new Signal();
            Send(dispatcher, employer, all);
            Await(dispatcher, all);
        }
    }

    [Fact]
    public void Start_RandomTrafficOfJobs_NoneIsLostOrDoubled()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var site = new BuildingSite(dispatcher);
            site.Send(OutsideThreads, (to, message) => Send(dispatcher, to, message));
            Await(dispatcher, site.Ended);
            site.AssertOrderly();
        }
    }

    [Fact]
    public void CallerRuns_InsideHandler_Throws()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var done = new Signal();
            var impatient = new Impatient(dispatcher);
            Send(dispatcher, impatient, done);
            Await(dispatcher, done);
            Assert.IsType<InvalidOperationException>(impatient.Caught);
        }
    }

    [Fact]
    public void CallerRuns_InsideJob_Throws()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var job = new ImpatientJob(dispatcher);
            job.Start();
            Await(dispatcher, job.Ended);
            Assert.IsType<InvalidOperationException>(job.Caught);
        }
    }

    [Fact]
    public void CallerRuns_Cancelled_ThrowsBeforeTelling()
    {
        foreach (Dispatcher dispatcher in Dispatchers())
        {
            var probe = new Probe(dispatcher);
            var message = new Signal();
            Assert.ThrowsAny<OperationCanceledException>(
                () => dispatcher.CallerRuns(probe, message, message, new CancellationToken(canceled: true)));
            var next = new Signal();
            probe.Tell(next);
            probe.Expect(next);
        }
    }
}
