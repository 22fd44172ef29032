namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Keeping within the byte budget. When nothing is under way and the engine holds too much, the values go that are
/// cheapest to compute again for their size; a cell without its value still knows which version it had and for which
/// revisions, and is computed again when somebody needs it. Given values stay: nobody could compute them. A value that
/// was borrowed counts here as well as where it lives: only when both have let go of it its memory is free.
/// </summary>
internal sealed class Cache(CellTable table, CacheBudget budget)
{
    private const int FewCached = 64;

    // About what another member's array takes to be sent again, in hundredths of a nanosecond a byte.
    private const long CostOfBorrowing = 50;

    private readonly List<CachedValue> _cached = [];
    private int _leftCached;

    /// <summary>How many values went because memory was short.</summary>
    public long Evictions { get; private set; }

    /// <summary>
    /// Notes what the cell has come to hold and what that took; now and then drops the notes that hold no more.
    /// </summary>
    public void Note(int index, ref Cell cell, long cost)
    {
        if (cell.Content is not NdArray array) return;
        _cached.Add(new CachedValue(index, array, cost));
        budget.Add(array.Bytes);
        if (_cached.Count > FewCached + (2 * _leftCached)) ForgetGone();
    }

    /// <summary>The same of what it has borrowed from another shard.</summary>
    public void NoteBorrowed(int index, ref Cell cell) => Note(index, ref cell, CostOfBorrowing * cell.Value.Bytes);

    /// <summary>Evicts until the budget is kept. Only when nothing is under way.</summary>
    public void Relieve()
    {
        if (!budget.IsExceeded) return;
        ForgetGone();
        if (!budget.IsExceeded) return;
        _cached.Sort(static (x, y) => y.CostOfByte.CompareTo(x.CostOfByte));
        while (budget.IsExceeded && _cached.Count > 0)
        {
            Evict(_cached[^1]);
            _cached.RemoveAt(_cached.Count - 1);
        }
    }

    private void ForgetGone()
    {
        _cached.RemoveAll(cached =>
        {
            bool isGone = table[cached.Cell].Content != cached.Array;
            if (isGone) budget.Add(-cached.Bytes);
            return isGone;
        });
        _leftCached = _cached.Count;
    }

    private void Evict(CachedValue cached)
    {
        table[cached.Cell].Evict();
        Evictions++;
        budget.Add(-cached.Bytes);
    }

    /// <summary>A value that a cell came to hold, and what that took, in hundredths of a nanosecond.</summary>
    private readonly record struct CachedValue(int Cell, NdArray Array, long Cost)
    {
        public long Bytes => Array.Bytes;

        public double CostOfByte => (double)Cost / Math.Max(1, Bytes);
    }
}
