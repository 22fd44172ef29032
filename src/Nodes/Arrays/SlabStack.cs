namespace Dataflow.Nodes.Arrays;

/// <summary>Free slabs of one size class. Last in, first out: the last one is the likeliest to be in a cache.</summary>
internal sealed class SlabStack
{
    private readonly Lock gate = new();
    private Slab[] slabs = new Slab[4];
    private int count;

    public void Push(Slab slab)
    {
        lock (gate)
        {
            if (count == slabs.Length) Array.Resize(ref slabs, 2 * count);
            slabs[count++] = slab;
        }
    }

    public Slab? TryPop()
    {
        if (Volatile.Read(ref count) == 0) return null;
        lock (gate)
        {
            if (count == 0) return null;
            Slab slab = slabs[--count];
            slabs[count] = null!;
            return slab;
        }
    }
}
