namespace Dataflow.Nodes.Actors;

/// <summary>
/// Decides when and on which thread actors and jobs run. Whatever the dispatcher: one message at a time per actor;
/// order kept per sender and receiver; handlers never nest, so no depth of telling uses the stack; an actor gives way
/// after a quota of messages; nothing that was told is lost.
/// </summary>
internal abstract class Dispatcher
{
    /// <summary>Failures that nobody took care of.</summary>
    public DeadLetters DeadLetters { get; } = new();

    /// <summary>
    /// Tells <paramref name="to"/> and returns when <paramref name="completion"/> is complete; the calling thread does
    /// the work itself as far as it can.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called from inside a handler or job, which would deadlock.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; what was told runs on elsewhere.
    /// </exception>
    public abstract void CallerRuns(
        Actor to, Message message, Completion completion, CancellationToken cancellation = default);

    /// <summary>
    /// Tells several things in one go: whoever is told begins when all is told. The calling thread, one that must not
    /// block, works on the actors for a bounded while, and leaves jobs to others.
    /// </summary>
    public virtual void Together(Action tell) => tell();

    /// <summary>Called by whoever made the actor owned: it must run, once.</summary>
    internal abstract void Schedule(Actor actor);

    /// <summary>Has the job run, once.</summary>
    internal abstract void Schedule(Job job);

    protected static InvalidOperationException Reentered() => new(
        "A synchronous request was made from inside a handler or a job: it would wait for itself. "
        + "Send a message instead, or make the request from outside.");
}
