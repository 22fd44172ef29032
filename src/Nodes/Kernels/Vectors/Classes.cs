using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Kinds of numbers.</summary>
internal static class Classes
{
    /// <summary>For the instruction that asks: both NaN, both zeros, both infinities, subnormal, negative.</summary>
    public const byte AllButPositiveNormal = 0xFF;

    /// <summary>Where there is no instruction for it: positive normal numbers are one range of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyButPositiveNormal<V>(V x) where V : unmanaged, IVector<V>
    {
        // Moved so that the range begins at the least whole number, everything else is above its end.
        const long bottom = long.MinValue, least = 0x0010000000000000, last = 0x7FEFFFFFFFFFFFFF;
        const int bottomSingle = int.MinValue, leastSingle = 0x00800000, lastSingle = 0x7F7FFFFF;
        V moved = V.AddBits(x, V.CreateBits(unchecked(bottom - least), unchecked(bottomSingle - leastSingle)));
        return V.AnyLessBits(V.CreateBits(bottom + (last - least), bottomSingle + (lastSingle - leastSingle)), moved);
    }
}
