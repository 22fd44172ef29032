namespace Dataflow.Nodes.Actors;

/// <summary>A list of actors on its way through the pool to any thread that has time. May be sent again as soon as
/// somebody has claimed it.</summary>
internal sealed class Bundle : IThreadPoolWorkItem
{
    private WorkItem? oldest, newest;
    private int length;
    private volatile bool isOut;

    /// <summary>Whether it was sent and nobody has claimed it yet.</summary>
    internal bool IsOut => isOut;

    internal void Send(WorkItem first, WorkItem last, int count)
    {
        oldest = first;
        newest = last;
        length = count;
        isOut = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // The fields are read before the flag is cleared: from then on the sender may fill them again.
    void IThreadPoolWorkItem.Execute()
    {
        WorkItem first = oldest!, last = newest!;
        int count = length;
        oldest = newest = null;
        isOut = false;
        Runner.OfThisThread.Work(first, last, count);
    }
}
