namespace Dataflow.Nodes.Memory;

/// <summary>Free slabs of one size class. Last in, first out: the last one is the likeliest to be in a cache.</summary>
internal sealed class SlabStack
{
    private readonly Lock _gate = new();
    private Slab[] _slabs = new Slab[4];
    private int _count;

    public void Push(Slab slab)
    {
        lock (_gate)
        {
            if (_count == _slabs.Length) Array.Resize(ref _slabs, 2 * _count);
            _slabs[_count++] = slab;
        }
    }

    public Slab? TryPop()
    {
        if (Volatile.Read(ref _count) == 0) return null;
        lock (_gate)
        {
            if (_count == 0) return null;
            Slab slab = _slabs[--_count];
            _slabs[_count] = null!;
            return slab;
        }
    }
}
