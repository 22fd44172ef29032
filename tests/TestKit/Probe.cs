using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit;

/// <summary>
/// Stands where a real actor would and keeps what it is told, for a test to look at in the order of arrival.
/// Under a simulation, expecting a message steps until it comes; else it waits for it.
/// </summary>
internal sealed class Probe(Dispatcher dispatcher) : Actor(dispatcher)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly object _gate = new();
    private readonly Queue<Message> _received = new();
    private readonly Func<Message, Message?>? _answer;
    private readonly Actor? _partner;

    /// <summary>A probe that also answers: what the function returns, if anything, is told to the partner.</summary>
    public Probe(Dispatcher dispatcher, Actor partner, Func<Message, Message?> answer) : this(dispatcher)
    {
        _partner = partner;
        _answer = answer;
    }

    /// <summary>How many messages have come that no test has taken yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _received.Count;
        }
    }

    /// <summary>Takes the next message, which must be of this type; waits for it.</summary>
    public TMessage Expect<TMessage>() where TMessage : Message =>
        Assert.IsType<TMessage>(Next(typeof(TMessage).Name), exactMatch: false);

    /// <summary>Takes the next message, which must be this very one; waits for it.</summary>
    public void Expect(Message message) => Assert.Same(message, Next(message.GetType().Name));

    /// <summary>Checks that no message is there or, under a simulation, will come when all is at rest.</summary>
    public void ExpectNothing()
    {
        (Dispatcher as SimulationDispatcher)?.RunUntilIdle();
        lock (_gate) Assert.Empty(_received);
    }

    /// <inheritdoc/>
    protected override void Receive(Message message)
    {
        lock (_gate)
        {
            _received.Enqueue(message);
            Monitor.PulseAll(_gate);
        }

        if (_answer?.Invoke(message) is { } reply) _partner!.Tell(reply);
    }

    private Message Next(string expected)
    {
        if (Dispatcher is SimulationDispatcher simulation)
        {
            while (Waiting == 0)
                Assert.True(simulation.Step(), $"seed {simulation.Seed}: all is at rest and no {expected} came");
        }

        lock (_gate)
        {
            while (_received.Count == 0)
                Assert.True(Monitor.Wait(_gate, Patience), $"no {expected} came");
            return _received.Dequeue();
        }
    }
}
