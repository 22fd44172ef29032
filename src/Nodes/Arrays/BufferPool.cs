using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>
/// Native memory for arrays, kept for reuse by size classes: fresh memory of a large array costs ten times the
/// arithmetic on it. Holds no more than <see cref="Limit"/> bytes that nobody uses. Safe from any thread.
/// </summary>
internal sealed class BufferPool(long limit)
{
    /// <summary>Bytes; a cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    private const int StepBits = 2;
    private const int ClassCount = (64 - 6) << StepBits;

    private readonly SlabStack?[] stacks = new SlabStack?[ClassCount];
    private long allocated;
    private long held;

    /// <summary>The pool of every array. An eighth of the memory that this process may have, 2 GiB at most.</summary>
    public static BufferPool Shared { get; } =
        new(Math.Min(2L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8));

    /// <summary>Bytes that may lie here unused.</summary>
    public long Limit { get; } = limit;

    /// <summary>Bytes that lie here unused.</summary>
    public long BytesHeld => Interlocked.Read(ref held);

    /// <summary>Bytes lent and not yet returned.</summary>
    public long BytesInUse => Interlocked.Read(ref allocated) - BytesHeld;

    /// <summary>A slab of at least this many bytes; what is in it is not defined.</summary>
    /// <exception cref="OutOfMemoryException">There is no such memory, even after letting go of what is unused.</exception>
    public Slab Rent(long bytes)
    {
        int sizeClass = ClassOf(bytes);
        if (stacks[sizeClass]?.TryPop() is { } slab)
        {
            Interlocked.Add(ref held, -slab.Bytes);
            return slab;
        }
        return Allocate(sizeClass);
    }

    /// <summary>Takes a slab back, to lend it again or, beyond the limit, to free it.</summary>
    public void Return(Slab slab)
    {
        if (Interlocked.Add(ref held, slab.Bytes) <= Limit)
        {
            StackOf(slab.SizeClass).Push(slab);
            return;
        }
        Interlocked.Add(ref held, -slab.Bytes);
        Free(slab);
    }

    /// <summary>Frees everything that lies here unused.</summary>
    public void Trim()
    {
        foreach (SlabStack? stack in stacks)
        {
            while (stack?.TryPop() is { } slab)
            {
                Interlocked.Add(ref held, -slab.Bytes);
                Free(slab);
            }
        }
    }

    // Four classes to each power of two, so that at most a fifth of a slab is unused.
    internal static int ClassOf(long bytes)
    {
        ulong lines = (ulong)Math.Max(0, bytes - 1) / Alignment;
        if (lines < 1 << StepBits) return (int)lines;
        int shift = BitOperations.Log2(lines) - StepBits;
        return (shift << StepBits) + (int)(lines >> shift);
    }

    internal static long BytesOf(int sizeClass)
    {
        if (sizeClass < 1 << StepBits) return (sizeClass + 1) * (long)Alignment;
        int shift = (sizeClass >> StepBits) - 1;
        long lead = sizeClass - ((long)shift << StepBits);
        return ((lead + 1) << shift) * Alignment;
    }

    private Slab Allocate(int sizeClass)
    {
        long bytes = BytesOf(sizeClass);
        Slab slab = TryAllocate(sizeClass, bytes) ?? AllocateAfterCollection(sizeClass, bytes);
        Interlocked.Add(ref allocated, bytes);
        return slab;
    }

    private Slab? TryAllocate(int sizeClass, long bytes)
    {
        try { return new Slab(this, sizeClass, bytes); }
        catch (OutOfMemoryException) { return null; }
    }

    private Slab AllocateAfterCollection(int sizeClass, long bytes)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Trim();
        return new Slab(this, sizeClass, bytes);
    }

    private void Free(Slab slab)
    {
        Interlocked.Add(ref allocated, -slab.Bytes);
        slab.Free();
    }

    private SlabStack StackOf(int sizeClass) =>
        stacks[sizeClass]
        ?? Interlocked.CompareExchange(ref stacks[sizeClass], new SlabStack(), null)
        ?? stacks[sizeClass]!;
}
