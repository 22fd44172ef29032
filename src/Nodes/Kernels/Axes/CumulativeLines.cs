using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>All elements up to each one combined, one after the other; wide kernels do so in doubles.</summary>
internal sealed unsafe class CumulativeLines<TKernel, T> : LineMap<T>
    where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override void Line(T* x, T* result, long length)
    {
        if (RowReduction.UsesDoubles<TKernel, T>()) Line<double>(x, result, length);
        else Line<T>(x, result, length);
    }

    private static void Line<TWide>(T* x, T* result, long length) where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        TWide all = Widening.Of<T, TWide>(x[0]);
        result[0] = x[0];
        for (long i = 1; i < length; i++)
        {
            all = TKernel.Combine(all, Widening.Of<T, TWide>(x[i]));
            result[i] = T.CreateTruncating(all);
        }
    }
}
