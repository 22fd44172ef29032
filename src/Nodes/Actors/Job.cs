using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// Long work beside the actors, such as a kernel. Each <see cref="Start"/> runs it once, at some later moment, on any
/// thread. It may be started again as soon as it has begun to run. It must not wait for anything.
/// </summary>
internal abstract class Job(Dispatcher dispatcher) : WorkItem(dispatcher)
{
    // What a job takes off a runner's budget, in messages.
    private const int ShortCost = 64;
    private const int LongCost = 1024;

    internal Job? Older, Newer; // the deck's, while the job lies in one

    /// <summary>Whether this will take more than about 10 microseconds; such a job is offered to idle cores at
    /// once, a shorter one only where there is much to do.</summary>
    public virtual bool IsLong => false;

    /// <summary>Has the job run once.</summary>
    public void Start() => Dispatcher.Schedule(this);

    /// <summary>The work. Tells its result to somebody.</summary>
    protected abstract void Execute();

    /// <summary>Called when <see cref="Execute"/> threw; by default a dead letter.</summary>
    protected virtual void OnError(Exception exception) => Dispatcher.DeadLetters.Report(this, null, exception);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a job throws, its runner goes on.")]
    internal sealed override bool Run(int quota, ref int left)
    {
        left -= IsLong ? LongCost : ShortCost;
        try
        {
            Execute();
        }
        catch (Exception exception)
        {
            Supervise(exception);
        }

        return false;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A supervisor that throws must not stop the runner.")]
    private void Supervise(Exception exception)
    {
        try
        {
            OnError(exception);
        }
        catch (Exception second)
        {
            Dispatcher.DeadLetters.Report(this, null, second);
        }
    }
}
