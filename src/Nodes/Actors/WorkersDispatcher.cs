namespace Dataflow.Nodes.Actors;

/// <summary>
/// Runs actors and jobs on the shared thread pool, and on the threads of those who ask synchronously. See
/// <see cref="Runner"/> for how, and for why nothing is lost and nothing starves.
/// </summary>
internal sealed class WorkersDispatcher : Dispatcher
{
    /// <inheritdoc/>
    public override void CallerRuns(
        Actor to, Message message, Completion completion, CancellationToken cancellation = default)
    {
        Runner runner = Runner.OfThisThread;
        if (runner.IsActive) throw Reentered();
        cancellation.ThrowIfCancellationRequested();
        runner.WorkFor(to, message, completion, cancellation);
        while (!completion.IsCompleted && !cancellation.IsCancellationRequested && Published.TakeUp())
        {
        }

        if (!completion.IsCompleted) completion.Wait(cancellation);
    }

    /// <inheritdoc/>
    public override void Together(Action tell)
    {
        Runner runner = Runner.OfThisThread;
        if (runner.IsActive) tell();
        else runner.WorkBriefly(tell);
    }

    internal override void Schedule(Actor actor)
    {
        if (Runner.Active is { } runner) runner.Add(actor);
        else Published.Add(actor);
    }

    internal override void Schedule(Job job)
    {
        if (Runner.Active is { } runner) runner.Add(job);
        else ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
    }
}
