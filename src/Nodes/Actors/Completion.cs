namespace Dataflow.Nodes.Actors;

/// <summary>
/// Becomes complete once and stays so. Being a message, it may itself be the request that it completes. Whatever was
/// written before <see cref="Complete"/> is seen by who finds it complete.
/// </summary>
internal abstract class Completion : Message
{
    private static readonly object Done = new();

    private object? _state; // null: pending, nobody waits; a source: somebody waits; Done

    /// <summary>Whether it is complete; a plain read.</summary>
    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _state), Done);

    /// <summary>Completes it and wakes who waits. Exactly once; their continuations never run on this stack.</summary>
    public void Complete()
    {
        object? before = Interlocked.Exchange(ref _state, Done);
        Invariant.Holds(!ReferenceEquals(before, Done), "a completion completes once");
        OnCompleted();
        if (before is TaskCompletionSource waiters) waiters.TrySetResult();
    }

    /// <summary>Blocks until it is complete: spins a little first, since most answers are near.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public void Wait(CancellationToken cancellation = default)
    {
        SpinWait spin = default;
        while (!IsCompleted)
        {
            if (spin.NextSpinWillYield || cancellation.IsCancellationRequested)
            {
                AsTask().Wait(cancellation);
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>A task that ends when this is complete; the same one for everybody who waits.</summary>
    public Task AsTask()
    {
        if (IsCompleted) return Task.CompletedTask;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        object? before = Interlocked.CompareExchange(ref _state, mine, null);
        if (ReferenceEquals(before, Done)) return Task.CompletedTask;
        return ((TaskCompletionSource?)before ?? mine).Task;
    }

    /// <summary>Called once, on the completing thread, after it is complete. Must be short and not throw.</summary>
    protected virtual void OnCompleted() { }
}
