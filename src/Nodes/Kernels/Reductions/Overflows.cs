using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Results that are infinite or NaN because a partial result overflowed, although the result itself does not: they are
/// looked for behind a reduction, and computed again in another way. Who has none pays for a look at each result.
/// </summary>
internal static unsafe class Overflows
{
    /// <summary>Whether a kernel's result is infinite or NaN, rightly or not.</summary>
    public static bool MayHaveHappened<TKernel, T>(NdArray<T> result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!TKernel.OverflowsOnTheWay) return false;
        T* value = result.Pointer;
        for (long i = 0; i < result.Length; i++)
            if (!T.IsFinite(value[i])) return true;
        return false;
    }

    /// <summary>Takes what is infinite or NaN from an array that is filled with all results again.</summary>
    public static void Mend<T>(NdArray<T> result, Action<NdArray<T>> computeAgain)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NdArray<T> again = NdArray<T>.Allocate(result.Shape);
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
