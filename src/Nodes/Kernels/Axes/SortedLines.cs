using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The elements in ascending order: -0 before +0, NaN behind all others. They are ordered as whole numbers, which is
/// quicker, and the bits of numbers are so made that it comes to the same.
/// </summary>
internal sealed unsafe class SortedLines<T> : LineMap<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override void Line(T* x, T* result, long length)
    {
        if (length > Array.MaxLength)
            throw new DataflowException($"sort: {length} elements are more than the {Array.MaxLength} it can order");
        if (sizeof(T) == sizeof(long)) Sort<long>(x, result, (int)length);
        else Sort<int>(x, result, (int)length);
    }

    private static void Sort<TBits>(T* x, T* result, int length)
        where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
    {
        TBits* bits = (TBits*)result;
        for (int i = 0; i < length; i++) bits[i] = Turned(Unsafe.BitCast<T, TBits>(T.IsNaN(x[i]) ? -T.NaN : x[i]));
        new Span<TBits>(bits, length).Sort();
        for (int i = 0; i < length; i++) bits[i] = Turned(bits[i]);
    }

    /// <summary>Below zero, greater magnitudes are smaller numbers; turning twice changes nothing.</summary>
    private static TBits Turned<TBits>(TBits bits)
        where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits> =>
        TBits.IsNegative(bits) ? bits ^ TBits.MaxValue : bits;
}
