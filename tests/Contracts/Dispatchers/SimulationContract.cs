using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

public sealed class SimulationContract : DispatcherContract
{
    protected override int OutsideThreads => 1;

    internal override IEnumerable<Dispatcher> Dispatchers() =>
        Enumerable.Range(0, 8).Select(seed => new SimulationDispatcher(seed));

    internal override void Send(Dispatcher dispatcher, Actor to, Completion message)
    {
        to.Tell(message);
        ((SimulationDispatcher)dispatcher).Step();
    }

    internal override void Await(Dispatcher dispatcher, Completion completion) =>
        ((SimulationDispatcher)dispatcher).RunUntil(completion);

    [Fact]
    public void RunUntilIdle_SameSeed_SameHistory()
    {
        Assert.Equal(History(seed: 7), History(seed: 7));
        Assert.True(Enumerable.Range(0, 20).Select(History).Distinct(StringComparer.Ordinal).Count() > 10);
    }

    [Fact]
    public void Step_ManyMessagesWaiting_HandlesFewAtATime()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var probe = new Probe(dispatcher);
        for (int i = 0; i < 100; i++) probe.Tell(new Number());
        for (int before = 0; before < 100; before = probe.Waiting)
        {
            dispatcher.Step();
            Assert.InRange(probe.Waiting - before, 1, 4);
        }
    }

    [Fact]
    public void CallerRuns_NothingLeftToDo_ThrowsWithTheSeed()
    {
        var dispatcher = new SimulationDispatcher(seed: 4711);
        var probe = new Probe(dispatcher);
        var never = new Signal();
        Exception exception = Assert.Throws<InvalidOperationException>(
            () => dispatcher.CallerRuns(probe, new Number(), never));
        Assert.Contains("seed 4711", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Probe), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TellLater_NothingElseToDo_ClockJumpsAndOrderIsByDueTime()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var probe = new Probe(dispatcher);
        Number late = new(), soon = new(), alsoSoon = new();
        dispatcher.TellLater(probe, late, ticks: 1_000_000);
        dispatcher.TellLater(probe, soon, ticks: 10);
        dispatcher.TellLater(probe, alsoSoon, ticks: 10);
        Assert.Equal(0, probe.Waiting);
        probe.Expect(soon);
        probe.Expect(alsoSoon);
        Assert.InRange(dispatcher.Now, 10, 20);
        probe.Expect(late);
        Assert.InRange(dispatcher.Now, 1_000_000, 1_000_010);
        probe.ExpectNothing();
        Assert.True(dispatcher.IsIdle);
    }

    private static string History(int seed)
    {
        var dispatcher = new SimulationDispatcher(seed);
        var log = new List<int>();
        Scribe[] scribes = [.. Enumerable.Range(0, 5).Select(i => new Scribe(dispatcher, i, log))];
        for (int i = 0; i < 40; i++) scribes[i % scribes.Length].Tell(new Number());
        dispatcher.RunUntilIdle();
        Assert.Equal(40, log.Count);
        return string.Join(' ', log);
    }

    private sealed class Scribe(Dispatcher dispatcher, int index, List<int> log) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => log.Add(index);
    }
}
