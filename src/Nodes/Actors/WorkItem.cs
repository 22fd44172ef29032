namespace Dataflow.Nodes.Actors;

/// <summary>What a dispatcher runs: an actor with messages waiting, or a job. It is queued at most once.</summary>
internal abstract class WorkItem(Dispatcher dispatcher) : IThreadPoolWorkItem
{
    /// <summary>The neighbour in the queue that holds this item; null whenever it is in none.</summary>
    internal WorkItem? Link;

    /// <summary>Who decides when and on which thread this item runs.</summary>
    protected internal Dispatcher Dispatcher { get; } = dispatcher;

    /// <summary>
    /// Works for a while: at most <paramref name="quota"/> messages. What was used is taken off
    /// <paramref name="left"/>, the budget of the one who runs it. Never throws.
    /// </summary>
    /// <returns>True when there is more to do, so that the item must be queued again.</returns>
    internal abstract bool Run(int quota, ref int left);

    void IThreadPoolWorkItem.Execute() => Runner.OfThisThread.Work(this);
}
