namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Whether this member may still act as what it is. Counted on its own clock from before it asked, so that it ends
/// here before it ends where it was given. Safe for any number of threads.
/// </summary>
internal sealed class Lease(TimeProvider time, TimeSpan length)
{
    private long _end = long.MinValue;

    public TimeSpan Length { get; } = length;

    public bool IsHeld => time.GetTimestamp() < Volatile.Read(ref _end);

    /// <summary>The table has answered a request that was made then.</summary>
    public void Extend(long asked)
    {
        long end = asked + (long)(Length.TotalSeconds * time.TimestampFrequency);
        if (end > Volatile.Read(ref _end)) Volatile.Write(ref _end, end);
    }

    public void End() => Volatile.Write(ref _end, long.MinValue);
}
