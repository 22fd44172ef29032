using System.Diagnostics;

namespace Dataflow.Nodes.Arrays;

/// <summary>
/// The memory of an array and the count of its leases. Made with one lease, the maker's. When the last lease goes,
/// the memory goes back to the pool at once, unless the block *escaped*: a user may hold the array, for ever, so
/// its memory comes back only when the collector finds that nobody does. A forgotten release is no leak, for the
/// same reason.
/// </summary>
internal sealed unsafe class Block
{
    private Slab? slab;
    private readonly AdoptedArray? adopted;
    private void* pointer;
    private int leases = 1;
    private volatile bool escaped;

    private Block(Slab slab)
    {
        this.slab = slab;
        pointer = slab.Pointer;
    }

    private Block(AdoptedArray adopted)
    {
        this.adopted = adopted;
        pointer = adopted.Pointer;
        escaped = true;
    }

    /// <summary>The first byte. Only good while the block is leased and reachable: see GC.KeepAlive.</summary>
    public void* Pointer
    {
        get
        {
            Invariant.Holds(pointer != null, "no block is read or written after its last lease went");
            return pointer;
        }
    }

    /// <summary>The managed array that this block adopted, if it did.</summary>
    public Array? Adopted => adopted?.Values;

    /// <summary>Whether a user was ever handed this memory, or handed it over.</summary>
    public bool IsEscaped => escaped;

    /// <summary>Whether the memory went back to the pool.</summary>
    public bool IsFree => pointer == null;

    /// <summary>A block of at least this many bytes, not initialised, with one lease.</summary>
    public static Block Rent(long bytes, BufferPool? pool = null)
    {
        Block block = new((pool ?? BufferPool.Shared).Rent(bytes));
        block.Poison();
        return block;
    }

    /// <summary>A block over an array that a user gave away for good; it counts as escaped.</summary>
    public static Block Adopt(Array values) => new(new AdoptedArray(values));

    /// <summary>One lease more.</summary>
    public void Retain()
    {
        if (escaped) return;
        int now = Interlocked.Increment(ref leases);
        if (now <= 1) throw new InvalidOperationException("a block was leased after its last lease went");
    }

    /// <summary>One lease less; the last one frees, unless the block escaped.</summary>
    public void Release()
    {
        if (escaped) return;
        int now = Interlocked.Decrement(ref leases);
        if (now < 0) throw new InvalidOperationException("a lease on a block was given back twice");
        // Whoever escaped the block did so before giving its own lease back, so the last one sees it.
        if (now == 0 && !escaped) Free();
    }

    /// <summary>From now on a user may hold this memory, so counting no longer decides when it is free.</summary>
    public void Escape()
    {
        Invariant.Holds(pointer != null, "only a leased block escapes");
        escaped = true;
    }

    private void Free()
    {
        Poison();
        Slab owned = slab!;
        slab = null;
        pointer = null;
        owned.GiveBack();
    }

    // A NaN in a result shows a read of memory that nobody wrote, or that is no longer one's own.
    [Conditional("DEBUG")]
    private void Poison() => new Span<byte>(pointer, (int)Math.Min(slab!.Bytes, int.MaxValue)).Fill(0xFF);
}
