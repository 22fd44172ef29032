namespace Dataflow.Nodes.Evaluation;

/// <summary>Which cells of a shard keep earlier values, and how many.</summary>
internal sealed class PastValueIndex
{
    private const int Few = 64;

    private int _count;
    private int _leftLastTime;

    public List<int> Cells { get; } = [];

    /// <summary>For which revisions one of the values is kept: the earliest, as far as is known.</summary>
    public RevisionSpan Kept { get; private set; }

    /// <summary>The clock knows that something is kept, and has not said yet what to forget.</summary>
    public bool IsToldOf { get; set; }

    /// <summary>What could be asked for when the clock last said so.</summary>
    public LiveRevisions? LiveRevisions { get; set; }

    public void Add(int cell, bool isFirst, RevisionSpan span)
    {
        if (isFirst) Cells.Add(cell);
        if (_count++ == 0) Kept = span;
    }

    /// <summary>True when something is kept that the clock was not told of; now it is.</summary>
    public bool TakeNews()
    {
        if (IsToldOf || _count == 0) return false;
        return IsToldOf = true;
    }

    /// <summary>
    /// Whether to look through what is kept: when all of it can go, or when it is twice what was left the last time, so
    /// that looking mostly costs no more than keeping did.
    /// </summary>
    public bool AreWorthALook(LiveRevisions live) =>
        live.IsOne || _count < Few || _count >= 2 * _leftLastTime || !live.Meets(Kept);

    public void BeginLook() => (_count, Kept) = (0, RevisionSpan.Always);

    /// <summary>So many values of a cell stay, the earliest for these revisions.</summary>
    public void Keep(int values, RevisionSpan earliest)
    {
        _count += values;
        if (values > 0 && earliest.Until < Kept.Until) Kept = earliest;
    }

    public void EndLook() => _leftLastTime = _count;
}
