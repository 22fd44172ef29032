namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The threads that large kernels share: whoever has parted work does it together with the processors that idle. One
/// piece of work has the team at a time; who comes meanwhile works alone, for then the processors have enough to do.
/// </summary>
internal static class Team
{
    private static readonly Lock Gate = new();
    private static Helper[] _helpers = [];
    private static int _threads = Environment.ProcessorCount;
    private static int _callers;
    private static int _isTaken;

    /// <summary>How many threads work at most, the caller included. Default: all processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _threads, value);
        }
    }

    /// <summary>Whether there are more threads with work than may work; a helper goes home then.</summary>
    internal static bool IsCrowded(int helpers) => Volatile.Read(ref _callers) + helpers > Threads;

    /// <summary>
    /// Does every part from 0 on, and returns when all are done. Splitting costs one to three microseconds, so it pays
    /// from about ten on.
    /// </summary>
    /// <exception cref="Exception">What a part threw; of several, the first. All others are done.</exception>
    public static void Run(PartedWork work, int parts)
    {
        Interlocked.Increment(ref _callers);
        try
        {
            if (parts > 1 && TryTake()) RunTogether(work, parts);
            else if (parts == 1) work.Do(0);
            else RunAlone(work, parts);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    private static bool TryTake() =>
        Threads > 1 && Volatile.Read(ref _callers) < Threads && Interlocked.Exchange(ref _isTaken, 1) == 0;

    private static void RunAlone(PartedWork work, int parts)
    {
        var share = new Share(work, parts);
        share.WorkAsCaller();
        share.Await();
    }

    private static void RunTogether(PartedWork work, int parts)
    {
        var share = new Share(work, parts);
        try
        {
            foreach (Helper helper in HelpersFor(Math.Min(Threads, parts) - 1)) helper.Give(share);
            share.WorkAsCaller();
        }
        finally
        {
            Volatile.Write(ref _isTaken, 0);
        }

        share.Await();
    }

    private static ReadOnlySpan<Helper> HelpersFor(int count)
    {
        Helper[] helpers = Volatile.Read(ref _helpers);
        return helpers.Length < count ? Hire(count) : helpers.AsSpan(0, count);
    }

    private static Helper[] Hire(int count)
    {
        lock (Gate)
        {
            int known = _helpers.Length;
            if (known >= count) return _helpers[..count];
            IEnumerable<Helper> hired = Enumerable.Range(known, count - known).Select(number => new Helper(number));
            Helper[] all = [.. _helpers, .. hired];
            Volatile.Write(ref _helpers, all);
            return all;
        }
    }
}
