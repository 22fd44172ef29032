namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Keeping within the byte budget. When nothing is under way and the engine holds too much, the values go that are
/// cheapest to compute again for their size; a cell without its value still knows which version it had and for which
/// revisions, and is computed again when somebody needs it. Given values stay: nobody could compute them. A value that
/// was borrowed counts here as well as where it lives: only when both have let go of it its memory is free.
/// </summary>
internal sealed partial class NodeMachine
{
    private const int FewCached = 64;

    // About what another member's array takes to be sent again, in hundredths of a nanosecond a byte.
    private const long CostOfBorrowing = 50;

    private readonly List<CachedValue> _cached = [];
    private int _leftCached;

    /// <summary>Notes what the cell has come to hold; now and then drops the notes that hold no more.</summary>
    private void NoteCached(int index, ref Cell cell, long cost)
    {
        if (cell.Content is not NdArray array) return;
        _cached.Add(new CachedValue(index, array, cost));
        _limits.Budget.Add(array.Bytes);
        if (_cached.Count > FewCached + (2 * _leftCached)) ForgetGone();
    }

    private void Relieve()
    {
        if (!_limits.Budget.IsExceeded || _tickets.Count > 0 || !_works.IsEmpty) return;
        ForgetGone();
        if (!_limits.Budget.IsExceeded) return;
        _cached.Sort(static (x, y) => y.CostOfByte.CompareTo(x.CostOfByte));
        while (_limits.Budget.IsExceeded && _cached.Count > 0)
        {
            Evict(_cached[^1]);
            _cached.RemoveAt(_cached.Count - 1);
        }
    }

    private void ForgetGone()
    {
        _cached.RemoveAll(cached =>
        {
            ref Cell cell = ref _cells[cached.Cell];
            bool isGone = cell.Content != cached.Array;
            if (isGone) _limits.Budget.Add(-cached.Bytes);
            return isGone;
        });
        _leftCached = _cached.Count;
    }

    private void Evict(CachedValue cached)
    {
        ref Cell cell = ref _cells[cached.Cell];
        cell.Drop();
        _evictions++;
        if (cell.Evictions < byte.MaxValue) cell.Evictions++;
        _limits.Budget.Add(-cached.Bytes);
    }

    /// <summary>A value that a cell came to hold, and what that took, in hundredths of a nanosecond.</summary>
    private readonly record struct CachedValue(int Cell, NdArray Array, long Cost)
    {
        public long Bytes => Array.Bytes;

        public double CostOfByte => (double)Cost / Math.Max(1, Bytes);
    }
}
