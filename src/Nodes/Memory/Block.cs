using System.Diagnostics;

namespace Dataflow.Nodes.Memory;

/// <summary>
/// The memory of an array and the count of its leases. Made with one lease, the maker's. When the last lease goes,
/// the memory goes back to the pool at once. A block that *escaped* is a user's too, whose lease ends when he disposes
/// of the array, or never: then the memory is the collector's. A release that is forgotten is therefore no leak; one
/// too many is caught.
/// </summary>
internal sealed unsafe class Block
{
    private readonly AdoptedArray? _adopted;
    private readonly BufferPool? _pool;
    private Slab? _slab;
    private void* _pointer;
    private int _leases = 1;
    private volatile int _escaped;

#if LAWS
    private int _generation;
#endif

    private Block(BufferPool pool, Slab slab)
    {
        _pool = pool;
        _slab = slab;
        _pointer = slab.Pointer;
    }

    private Block(AdoptedArray adopted)
    {
        _adopted = adopted;
        _pointer = adopted.Pointer;
        _escaped = 1;
    }

    /// <summary>
    /// The first byte. Good while the block is leased and reachable: who works on it keeps the array alive until
    /// after the last use (<see cref="GC.KeepAlive"/>). A span made from it keeps the memory alive by itself.
    /// </summary>
    public void* Pointer
    {
        get
        {
            Invariant.Holds(_pointer != null, "no block is read or written after its last lease went");
            return _pointer;
        }
    }

    /// <summary>Whether a user was ever handed this memory, or handed it over.</summary>
    public bool IsEscaped => _escaped != 0;

    /// <summary>Whether the memory went back to the pool.</summary>
    public bool IsFree => _pointer == null;

#if LAWS
    /// <summary>How often its memory was written over by a result that took the place of what lay there.</summary>
    public int Generation => Volatile.Read(ref _generation);
#endif

    /// <summary>A block of at least this many bytes, not initialised, with one lease.</summary>
    /// <exception cref="OutOfMemoryException">There is no such memory.</exception>
    public static Block Rent(long bytes, BufferPool pool)
    {
        Block block = new(pool, pool.Rent(bytes));
        block.Poison();
        return block;
    }

    /// <summary>A block over an array that a user gave away for good; it counts as escaped.</summary>
    public static Block Adopt(Array values) => new(new AdoptedArray(values));

    /// <summary>Whether all leases are the caller's, who has so many: nobody else can read or write it.</summary>
    public bool IsHeldBy(int leases) => !IsEscaped && Volatile.Read(ref _leases) == leases;

    /// <summary>One lease more.</summary>
    public void Retain()
    {
        if (Interlocked.Increment(ref _leases) > 1) return;
        Interlocked.Decrement(ref _leases);
        throw new InvalidOperationException("a block was leased after its last lease went");
    }

    /// <summary>One lease less; the last one gives the memory back.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _leases);
        if (left < 0) throw new InvalidOperationException("a lease on a block was given back twice");
        if (left == 0) GiveBack();
    }

    /// <summary>From now on a user may hold this memory: it may end up the collector's.</summary>
    public void Escape()
    {
        Invariant.Holds(_pointer != null, "only a leased block escapes");
        if (IsEscaped || Interlocked.Exchange(ref _escaped, 1) != 0) return;
        _pool!.Forget(_slab!);
    }

    /// <summary>A result has taken the place of what lay here: that must not be read any more.</summary>
    [Conditional(Invariant.Builds)]
    public void Overwrite()
    {
        Invariant.Holds(_pointer != null, "only a leased block is written over");
        Invariant.Holds(!IsEscaped, "what a user may see is never written over");
#if LAWS
        Interlocked.Increment(ref _generation);
#endif
    }

    private void GiveBack()
    {
        if (_slab is not { } mine)
        {
            _pointer = null; // adopted: the array that it lies in is its maker's
            return;
        }

        Poison();
        _slab = null;
        _pointer = null;
        if (IsEscaped) _pool!.Recall(mine);
        _pool!.Return(mine);
    }

    // A NaN in a result shows a read of memory that nobody wrote, or that is no longer one's own.
    [Conditional(Invariant.Builds)]
    private void Poison() => new Span<byte>(_pointer, (int)Math.Min(_slab!.Bytes, int.MaxValue)).Fill(0xFF);
}
