using System.Runtime.ExceptionServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>One piece of parted work, and how far it is.</summary>
internal sealed class Share(PartedWork work, int parts)
{
    private int _next;
    private int _done;
    private int _helpers;
    private ExceptionDispatchInfo? _error;

    /// <summary>Takes parts until none is left.</summary>
    public void WorkAsCaller()
    {
        while (TryTake(out int part)) Do(part);
    }

    /// <summary>The same for one that only helps: it leaves when there are more threads than processors.</summary>
    public void WorkAsHelper()
    {
        int helpers = Interlocked.Increment(ref _helpers);
        while (!Team.IsCrowded(helpers) && TryTake(out int part)) Do(part);
        Interlocked.Decrement(ref _helpers);
    }

    /// <summary>Waits for the parts that helpers have begun.</summary>
    public void Await()
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref _done) < parts) wait.SpinOnce(sleep1Threshold: -1);
        _error?.Throw();
    }

    private bool TryTake(out int part)
    {
        part = Volatile.Read(ref _next) < parts ? Interlocked.Increment(ref _next) - 1 : parts;
        return part < parts;
    }

    private void Do(int part)
    {
        try
        {
            work.Do(part);
        }
#pragma warning disable CA1031 // Whoever asked for the work gets it, when all parts are done.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(exception), null);
        }

        Interlocked.Increment(ref _done);
    }
}
