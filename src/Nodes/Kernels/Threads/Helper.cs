namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A thread that waits for shares of work: awake for a while after the last one, because the next often comes within
/// microseconds and waking a thread takes tens of them; then asleep.
/// </summary>
#pragma warning disable CA1001 // It lives, with its semaphore, as long as the process.
internal sealed class Helper
#pragma warning restore CA1001
{
    // About a tenth of a millisecond.
    private const int SpinsAwake = 1_000;
    private const int Spin = 16;

    private readonly SemaphoreSlim _wake = new(0);
    private Share? _given;
    private int _isAsleep;

    public Helper(int number) =>
        new Thread(Live) { IsBackground = true, Name = $"dataflow kernel {number}" }.Start();

    /// <summary>Hands over a share; one not begun yet is replaced, as its owner does it alone by then.</summary>
    public void Give(Share share)
    {
        // An exchange is a full fence: either the helper sees the share after it said that it sleeps, or this sees
        // that it sleeps.
        Interlocked.Exchange(ref _given, share);
        if (Volatile.Read(ref _isAsleep) != 0 && Interlocked.Exchange(ref _isAsleep, 0) != 0) _wake.Release();
    }

    private void Live()
    {
        while (true)
        {
            Share share = Await();
            share.WorkAsHelper();
        }
    }

    private Share Await()
    {
        for (int i = 0; i < SpinsAwake; i++)
        {
            if (Take() is { } share) return share;
            Thread.SpinWait(Spin);
        }

        return Sleep();
    }

    private Share Sleep()
    {
        while (true)
        {
            Interlocked.Exchange(ref _isAsleep, 1);
            if (Take() is { } early)
            {
                // Who gave it may have said so too; the semaphore's count is then spent at the next sleep, in vain.
                Interlocked.Exchange(ref _isAsleep, 0);
                return early;
            }

            _wake.Wait();
            if (Take() is { } share) return share;
        }
    }

    private Share? Take() =>
        Volatile.Read(ref _given) is null ? null : Interlocked.Exchange(ref _given, null);
}
