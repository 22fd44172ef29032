namespace Dataflow.Nodes.Storage;

/// <summary>
/// The right to change which journals a graph has; one at a time has it, of all processes of the machine. The system
/// takes it from whoever dies.
/// </summary>
internal static class FolderLock
{
    /// <summary>Waits as long as it takes: the lock's holder finishes or dies.</summary>
    public static readonly TimeSpan Forever = TimeSpan.MinValue;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits for the right; disposing of what comes gives it back.</summary>
    /// <exception cref="IOException">Somebody else had it all the time.</exception>
    public static async Task<IDisposable> TakeAsync(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        // The system's own wait cannot be cancelled, and .NET does not offer it: so this asks again and again.
        long start = time.GetTimestamp();
        PeriodicTimer? timer = null;
        try
        {
            while (true)
            {
                if (TryTake(path) is { } taken) return taken;
                if (patience != Forever && time.GetElapsedTime(start) >= patience) throw Busy(path, patience);
                timer ??= new PeriodicTimer(Beat, time);
                await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            timer?.Dispose();
        }
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, and Windows' violation of sharing.</summary>
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x8007_0020);

    private static IOException Busy(string path, TimeSpan patience) =>
        new($"{path} was held by another process for {patience.TotalSeconds} s: it opens this graph and does not "
            + "finish. See which process has the file open, and end it.");
}
