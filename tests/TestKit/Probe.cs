using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit;

/// <summary>
/// Stands where a real actor would and keeps what it is told, for a test to look at in the order of arrival.
/// Under a simulation, expecting a message steps until it comes; else it waits for it.
/// </summary>
internal sealed class Probe(Dispatcher dispatcher) : Actor(dispatcher)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly object gate = new();
    private readonly Queue<Message> received = new();
    private readonly Func<Message, Message?>? answer;
    private readonly Actor? partner;

    /// <summary>A probe that also answers: what the function returns, if anything, is told to the partner.</summary>
    public Probe(Dispatcher dispatcher, Actor partner, Func<Message, Message?> answer) : this(dispatcher)
    {
        this.partner = partner;
        this.answer = answer;
    }

    /// <summary>How many messages have come that no test has taken yet.</summary>
    public int Waiting
    {
        get
        {
            lock (gate) return received.Count;
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
        lock (gate) Assert.Empty(received);
    }

    /// <inheritdoc/>
    protected override void Receive(Message message)
    {
        lock (gate)
        {
            received.Enqueue(message);
            Monitor.PulseAll(gate);
        }
        if (answer?.Invoke(message) is { } reply) partner!.Tell(reply);
    }

    private Message Next(string expected)
    {
        if (Dispatcher is SimulationDispatcher simulation)
        {
            while (Waiting == 0)
                Assert.True(simulation.Step(), $"seed {simulation.Seed}: all is at rest and no {expected} came");
        }
        lock (gate)
        {
            while (received.Count == 0)
                Assert.True(Monitor.Wait(gate, Patience), $"no {expected} came");
            return received.Dequeue();
        }
    }
}
