namespace Dataflow.Nodes.Evaluation;

/// <summary>How many bytes of values an engine may keep between evaluations, and about how many it does.</summary>
internal sealed class CacheBudget(long limit)
{
    private long _bytes;

    /// <summary>Whether something has to go.</summary>
    public bool IsExceeded => Interlocked.Read(ref _bytes) > limit;

    /// <summary>So many bytes more, or less.</summary>
    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
