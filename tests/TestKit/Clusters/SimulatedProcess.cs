using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// A process of the simulation: its actors run on the simulation's one thread, but can be stopped for a while, or for
/// good, apart from all others.
/// </summary>
internal sealed class SimulatedProcess(SimulationDispatcher world) : Dispatcher
{
    public SimulationDispatcher World { get; } = world;

    /// <summary>Stopped, as by SIGSTOP.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Gone, as by SIGKILL: what its actors still do reaches nobody.</summary>
    public bool IsDead { get; set; }

    /// <summary>How many ticks later it is for whoever looks at the clock now: it was held up.</summary>
    public long Ahead { get; set; }

    public override void CallerRuns(
        Actor to, Message message, Completion completion, CancellationToken cancellation = default) =>
        World.CallerRuns(to, message, completion, cancellation);

    internal override void Schedule(Actor actor) => World.Schedule(actor);

    internal override void Schedule(Job job) => World.Schedule(job);
}
