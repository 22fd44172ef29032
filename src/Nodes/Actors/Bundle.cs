namespace Dataflow.Nodes.Actors;

/// <summary>A list of actors on its way through the pool to any thread that has time. May be sent again as soon as
/// somebody has claimed it.</summary>
internal sealed class Bundle : IThreadPoolWorkItem
{
    private WorkItem? _oldest, _newest;
    private int _length;
    private volatile bool _isOut;

    /// <summary>Whether it was sent and nobody has claimed it yet.</summary>
    internal bool IsOut => _isOut;

    internal void Send(WorkItem first, WorkItem last, int count)
    {
        _oldest = first;
        _newest = last;
        _length = count;
        _isOut = true;
        Published.Add(this);
    }

    // The fields are read before the flag is cleared: from then on the sender may fill them again.
    void IThreadPoolWorkItem.Execute()
    {
        WorkItem first = _oldest!, last = _newest!;
        int count = _length;
        _oldest = _newest = null;
        _isOut = false;
        Runner.OfThisThread.Work(first, last, count);
    }
}
