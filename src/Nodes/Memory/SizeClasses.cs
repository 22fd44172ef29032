using System.Numerics;

namespace Dataflow.Nodes.Memory;

/// <summary>
/// The sizes that slabs have: one to four cache lines, then four sizes to each power of two, so that at most a fifth
/// of a slab is unused.
/// </summary>
internal static class SizeClasses
{
    public const int Count = (64 - 6) << StepBits;

    private const int StepBits = 2;

    /// <summary>The smallest class that holds so many bytes.</summary>
    public static int Of(long bytes)
    {
        ulong last = (ulong)Math.Max(0, bytes - 1) / BufferPool.Alignment;
        if (last < 1 << StepBits) return (int)last;
        int shift = BitOperations.Log2(last) - StepBits;
        return (shift << StepBits) + (int)(last >> shift);
    }

    /// <summary>The bytes of a slab of this class.</summary>
    public static long Bytes(int sizeClass)
    {
        if (sizeClass < 1 << StepBits) return (sizeClass + 1L) * BufferPool.Alignment;
        int shift = (sizeClass >> StepBits) - 1;
        long lead = sizeClass - ((long)shift << StepBits);
        return ((lead + 1) << shift) * BufferPool.Alignment;
    }
}
