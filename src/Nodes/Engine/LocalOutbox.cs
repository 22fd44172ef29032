using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Engine;

/// <summary>
/// What node actors decide, done in this process: messages go to mailboxes, kernels to the dispatcher. The clock
/// creates a run's actor by sending to it first; from then on anybody may.
/// </summary>
internal sealed class LocalOutbox(Dispatcher dispatcher, RunLimits limits, IGraphLog? log) : IOutbox
{
    private readonly Support _support = new();
    private NodeActor?[] _runs = [];

    /// <summary>Set once, before the first message.</summary>
    public Actor Clock { get; set; } = null!;

    public bool KeepsVariables => log is not null;

    public void Send(RunId to, Message message) => Find(to).Tell(message);

    public void Save(StoredStep step) => _ = SaveAsync(step);

    public void Compute(RunId by, Work work, Region region) =>
        new KernelJob(dispatcher, Find(by), work, region).Start();

    /// <summary>The actors let go of everything.</summary>
    public void Dissolve()
    {
        foreach (NodeActor? run in Volatile.Read(ref _runs)) run?.Tell(new Dissolve());
    }

    /// <summary>Checks, in builds with laws, what holds between runs when nothing is under way.</summary>
    [Conditional(Invariant.Builds)]
    [SuppressMessage("Performance", "CA1822", Justification = "It does something in builds with laws only.")]
    public void CheckAtRest()
    {
#if LAWS
        foreach (NodeActor? run in _runs) run?.CheckImports(id => _runs[id.Value]!);
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

    private Actor Find(RunId id)
    {
        if (id == RunId.Clock) return Clock;
        NodeActor?[] runs = Volatile.Read(ref _runs);
        return id.Value < runs.Length && Volatile.Read(ref runs[id.Value]) is { } run ? run : Create(id);
    }

    /// <summary>
    /// Only the clock comes here, because only it knows of new runs. The array grows by doubling, so that a million
    /// runs cost a million times one; who still looks into the old array finds every run that was made before.
    /// </summary>
    private NodeActor Create(RunId id)
    {
        NodeActor?[] runs = _runs;
        if (id.Value >= runs.Length)
        {
            Array.Resize(ref runs, Math.Max(id.Value + 1, 2 * runs.Length));
            Volatile.Write(ref _runs, runs);
        }

        var run = new NodeActor(id, this, _support, limits, dispatcher);
        Volatile.Write(ref runs[id.Value], run);
        return run;
    }
}
