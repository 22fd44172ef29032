#if LAWS
using System.Collections.Concurrent;
#endif
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Engine;

/// <summary>
/// What node actors decide, done in this process: messages go to mailboxes, kernels to the dispatcher. The clock
/// creates a shard's actor by sending to it first; from then on anybody may.
/// </summary>
internal sealed class LocalOutbox(
    Graph graph, Dispatcher dispatcher, ShardLimits limits, IGraphLog? log) : IGraphOutbox
{
    private readonly Support _support = new();
    private MachineActor?[] _shards = [];
#if LAWS
    private readonly ConcurrentDictionary<ShardId, NodeMachine> _machines = new();
#endif

    /// <summary>Set once, before the first message.</summary>
    public Actor Clock { get; set; } = null!;

    public bool KeepsVariables => log is not null;

    public void Send(ShardId to, Message message) => Find(to).Tell(message);

    public void Recycle(IReadOnlyList<GraphNode> gone)
    {
        foreach (GraphNode node in gone) _support.Leave(node);
        graph.Recycle(gone);
    }

    public void Save(StoredStep step) => _ = SaveAsync(step);

    public void Compute(ShardId by, Work work, Region region) =>
        new KernelJob(dispatcher, Find(by), work, region).Start();

    /// <summary>The actors let go of everything.</summary>
    public void Dissolve()
    {
        foreach (MachineActor? shard in Volatile.Read(ref _shards)) shard?.Tell(new Dissolve());
    }

    /// <summary>Checks, in builds with laws, what holds between shards when nothing is under way.</summary>
    [Conditional(Invariant.Builds)]
    [SuppressMessage("Performance", "CA1822", Justification = "It does something in builds with laws only.")]
    public void CheckAtRest()
    {
#if LAWS
        foreach (NodeMachine machine in _machines.Values) machine.CheckImports(id => _machines[id]);
#endif
    }

    private async Task SaveAsync(StoredStep step)
    {
        Exception? error = null;
        try
        {
            await log!.AppendAsync(step).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a store throws refuses the assignments; the clock tells who asked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            error = exception;
        }

        Clock.Tell(new Saved(error));
    }

    private Actor Find(ShardId id)
    {
        if (id == ShardId.Clock) return Clock;
        MachineActor?[] shards = Volatile.Read(ref _shards);
        return id.Value < shards.Length && Volatile.Read(ref shards[id.Value]) is { } shard ? shard : Create(id);
    }

    /// <summary>
    /// Only the clock comes here, because only it knows of new shards. The array grows by doubling, so that a million
    /// shards cost a million times one; who still looks into the old array finds every shard that was made before.
    /// </summary>
    private MachineActor Create(ShardId id)
    {
        MachineActor?[] shards = _shards;
        if (id.Value >= shards.Length)
        {
            Array.Resize(ref shards, Math.Max(id.Value + 1, 2 * shards.Length));
            Volatile.Write(ref _shards, shards);
        }

        var machine = new NodeMachine(id, this, _support, limits);
        NoteMachine(id, machine);
        var shard = new MachineActor(machine, dispatcher);
        Volatile.Write(ref shards[id.Value], shard);
        return shard;
    }

    [Conditional(Invariant.Builds)]
    [SuppressMessage("Performance", "CA1822", Justification = "It does something in builds with laws only.")]
    private void NoteMachine(ShardId id, NodeMachine machine)
    {
#if LAWS
        _machines[id] = machine;
#endif
    }
}
