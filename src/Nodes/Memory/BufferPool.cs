namespace Dataflow.Nodes.Memory;

/// <summary>
/// Memory for arrays, kept for reuse by size classes: fresh memory of a large array costs ten times the arithmetic
/// on it. Holds no more than <see cref="Limit"/> bytes that nobody uses. Safe from any thread.
/// </summary>
internal sealed class BufferPool(long limit)
{
    /// <summary>Bytes; a cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>Slabs up to this many bytes share chunks.</summary>
    public const int SmallBytes = 2 << 10;

    private const long MaxBytes = 1L << 56;

    // Processors mostly keep to a stack of their own, and look into the others before they allocate.
    private static readonly int Stripes =
        Math.Min(8, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    private readonly SlabStack?[] _stacks = new SlabStack?[SizeClasses.Count * Stripes];
    private long _allocated;
    private long _counted;
    private long _held;

    /// <summary>The pool of every array: an eighth of the memory that this process may have, 2 GiB at most.</summary>
    public static BufferPool Shared { get; } =
        new(Math.Min(2L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8));

    /// <summary>Bytes that may lie here unused.</summary>
    public long Limit { get; } = limit;

    /// <summary>Bytes that lie here unused.</summary>
    public long BytesHeld => Interlocked.Read(ref _held);

    /// <summary>Bytes lent, not returned, and not escaped to a user (those are the collector's to count).</summary>
    public long BytesInUse => Interlocked.Read(ref _counted) - BytesHeld;

    /// <summary>Bytes that were ever allocated, because nothing of their size lay here.</summary>
    public long BytesAllocated => Interlocked.Read(ref _allocated);

    /// <summary>A slab of at least this many bytes; what is in it is not defined.</summary>
    /// <exception cref="OutOfMemoryException">There is none, not even after dropping what is unused.</exception>
    public Slab Rent(long bytes)
    {
        // Beyond what any machine has, and where the size of a class no longer fits its type.
        if (bytes > MaxBytes) throw new InsufficientMemoryException();
        int sizeClass = SizeClasses.Of(bytes);
        if (TryPop(sizeClass) is { } slab) return slab;

        slab = Allocate(sizeClass);
        Interlocked.Add(ref _allocated, slab.Bytes);
        Interlocked.Add(ref _counted, slab.Bytes);
        return slab;
    }

    /// <summary>Takes a slab back, to lend it again or, beyond the limit, to leave it to the collector.</summary>
    public void Return(Slab slab)
    {
        if (Interlocked.Add(ref _held, slab.Bytes) <= Limit)
        {
            StackOf((slab.SizeClass * Stripes) + Stripe()).Push(slab);
            return;
        }

        Interlocked.Add(ref _held, -slab.Bytes);
        Forget(slab);
    }

    /// <summary>The slab never comes back: it is the collector's.</summary>
    public void Forget(Slab slab) => Interlocked.Add(ref _counted, -slab.Bytes);

    /// <summary>A slab that was forgotten is back with somebody who will return it.</summary>
    public void Recall(Slab slab) => Interlocked.Add(ref _counted, slab.Bytes);

    /// <summary>Leaves everything unused to the collector.</summary>
    public void Trim()
    {
        for (int sizeClass = 0; sizeClass < SizeClasses.Count; sizeClass++)
        {
            while (TryPop(sizeClass) is { } slab) Forget(slab);
        }
    }

    private Slab? TryPop(int sizeClass)
    {
        int own = Stripe();
        for (int i = 0; i < Stripes; i++)
        {
            if (_stacks[(sizeClass * Stripes) + (own ^ i)]?.TryPop() is not { } slab) continue;
            Interlocked.Add(ref _held, -slab.Bytes);
            return slab;
        }

        return null;
    }

    private Slab Allocate(int sizeClass)
    {
        long bytes = SizeClasses.Bytes(sizeClass);
        if (bytes <= SmallBytes) return Slab.Cut(sizeClass, bytes);
        try { return Slab.Allocate(sizeClass, bytes); }
        catch (OutOfMemoryException) when (BytesHeld > 0)
        {
            Trim();
            return Slab.Allocate(sizeClass, bytes);
        }
    }

    private SlabStack StackOf(int index) =>
        _stacks[index] ?? Interlocked.CompareExchange(ref _stacks[index], new SlabStack(), null) ?? _stacks[index]!;

    private static int Stripe() => Thread.GetCurrentProcessorId() & (Stripes - 1);
}
