using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// How bad things are in one history, drawn from its seed: so that rare meetings of events have their season. Delays
/// have a long tail now and then.
/// </summary>
internal sealed class SimulationWeather(SimulationDispatcher world)
{
    private readonly int _delay = 1 << world.Draw(7);
    private readonly int _longOfThousand = world.Draw(3) == 0 ? world.Draw(30) : 0;

    public SimulationDispatcher World { get; } = world;

    /// <summary>Ticks between faults; none when 0.</summary>
    public int TicksBetweenFaults { get; } = world.Draw(4) == 0 ? 0 : 200 << world.Draw(6);

    /// <summary>Of a hundred appends to a store, how many fail.</summary>
    public int StoreFailures { get; } = world.Draw(4) == 0 ? world.Draw(20) : 0;

    /// <summary>How many ticks something takes on its way.</summary>
    public int Delay() => 1 + World.Draw(World.Draw(1000) < _longOfThousand ? 2000 : _delay);

    public override string ToString() =>
        $"delays up to {_delay}, {_longOfThousand} of 1000 long, a fault every {TicksBetweenFaults} ticks, "
        + $"{StoreFailures} of 100 appends fail";
}
