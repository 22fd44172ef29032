using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.TestKit.Clusters;

/// <summary>Several members on a simulated network, with one clock, one chance and one story.</summary>
internal sealed class SimulatedCluster
{
    private const int StoryLength = 4000;

    private readonly Queue<string> _story = new();

    public SimulatedCluster(int seed, int members, bool isKept = true)
    {
        // A test runner's context would carry what follows a store's answer to another thread.
        SynchronizationContext.SetSynchronizationContext(null);
        World = new SimulationDispatcher(seed)
        {
            Holds = item => item.Dispatcher is SimulatedProcess { IsPaused: true },
        };
        Weather = new SimulationWeather(World);
        bool isObserved = Environment.GetEnvironmentVariable("DATAFLOW_CLUSTER_LETTERS") is not null;
        Network = new SimulatedNetwork(Weather) { Observe = isObserved ? Tell : _ => { } };
        Store = isKept ? new SimulatedStore(Weather) : null;
        Limits = new ShardLimits { ElementsInside = World.Draw(2) == 0 ? 0 : 256, KernelsAtATime = 1 + World.Draw(4) };
        Members = [.. Enumerable.Range(0, members).Select(Member)];
        foreach (SimulatedMember member in Members) member.Start();
    }

    public SimulationDispatcher World { get; }

    public SimulationWeather Weather { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedStore? Store { get; }

    public ShardLimits Limits { get; }

    /// <summary>Long beside all delays but the longest.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Short beside a story, so that clients come back too late as well.</summary>
    public TimeSpan SessionTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a graph stays in memory that nobody uses.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(4);

    public IReadOnlyList<SimulatedMember> Members { get; }

    /// <summary>The numbers of nodes that were published, as somebody was told; they are found from then on.</summary>
    public HashSet<int> Published { get; } = [];

    public string SeedAddress => "tcp://a:4510";

    public string Story => string.Join('\n', _story);

    public void Tell(string what)
    {
        _story.Enqueue($"{World.Now,6} {what}");
        if (_story.Count > StoryLength) _story.Dequeue();
    }

    /// <summary>Runs until something is so.</summary>
    /// <exception cref="InvalidOperationException">It is not so after that many ticks.</exception>
    public void RunUntil(Func<bool> isSo, string what, long ticks = 200_000)
    {
        long end = World.Now + ticks;
        while (!isSo())
        {
            if (World.Now > end || !World.Step()) throw new InvalidOperationException($"it never came that {what}");
        }
    }

    private SimulatedMember Member(int number)
    {
        string name = ((char)('a' + number)).ToString();
        return new SimulatedMember(this, name, isSeed: number == 0, number % 2 == 0 ? ["even"] : ["odd"]);
    }
}
