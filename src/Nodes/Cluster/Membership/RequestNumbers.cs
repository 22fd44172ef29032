namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Numbers requests to the table; they grow, also over a restart of the process, and each remembers when it was asked.
/// </summary>
internal sealed class RequestNumbers(TimeProvider time)
{
    private const int Remembered = 64;

    private readonly Dictionary<long, long> _asked = [];
    private long _last = time.GetUtcNow().UtcTicks;

    public long Next()
    {
        _asked[++_last] = time.GetTimestamp();
        _asked.Remove(_last - Remembered);
        return _last;
    }

    /// <summary>When a request was made; null when that is long ago.</summary>
    public long? AskedAt(long number) => _asked.TryGetValue(number, out long asked) ? asked : null;
}
