using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Results that are infinite or NaN because a partial result overflowed, although the result itself does not: they are
/// looked for behind a reduction, and computed again in another way. Who has none pays for a look at each result.
/// </summary>
internal static unsafe class Overflows
{
    /// <summary>Whether a kernel's result is infinite or NaN, rightly or not.</summary>
    public static bool MayHaveHappened<TKernel, T>(ArrayElements<T> result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        return TKernel.OverflowsOnTheWay && !AreFinite(result.Pointer, result.Length);
    }

    /// <summary>Zero times a number is zero, but NaN of infinities and NaN, and stays so in a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreFinite<T>(T* value, long length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> zeros = default;
        T zero = T.Zero;
        long i = 0;
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            zeros += Vector512.Load(value + i) * Vector512<T>.Zero;
        for (; i < length; i++) zero += value[i] * T.Zero;
        return Vector512.EqualsAll(zeros, Vector512<T>.Zero) && zero == T.Zero;
    }

    /// <summary>Takes what is infinite or NaN from an array that is filled with all results again.</summary>
    public static void Mend<T>(ArrayElements<T> result, Action<ArrayElements<T>> computeAgain)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArrayElements<T> again = ArrayElements<T>.Allocate(result.Shape);
        try
        {
            computeAgain(again);
            for (long i = 0; i < result.Length; i++)
                if (!T.IsFinite(result.Pointer[i])) result.Pointer[i] = again.Pointer[i];
        }
        finally
        {
            again.Release();
        }
    }
}
