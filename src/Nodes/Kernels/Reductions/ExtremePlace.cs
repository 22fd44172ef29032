using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>An extreme element of a part of a line, and where the leaf begins that it comes from.</summary>
internal readonly record struct ExtremeInLeaf<T>(T Extreme, long Position);

/// <summary>
/// The first place of the greatest or the smallest element; the first NaN where there is one. Leaves tell their
/// extreme only, for which they need not look at places; the one leaf that wins is searched at the end.
/// </summary>
internal readonly unsafe struct ExtremePlace<TExtreme, T> : ILineKernel<T, ExtremeInLeaf<T>>
    where TExtreme : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Empty => T.NaN;

    public ExtremeInLeaf<T> Leaf(T* x, int length, long position) =>
        new(RowReduction.FarLeaf<TExtreme, T>(x, length), position);

    public ExtremeInLeaf<T> Combine(ExtremeInLeaf<T> x, ExtremeInLeaf<T> y)
    {
        // Equal ones, of which -0 and +0 are two, leave the first.
        if (T.IsNaN(x.Extreme) || x.Extreme == y.Extreme) return x;
        return !T.IsNaN(y.Extreme) && IsBeyond(x.Extreme, y.Extreme) ? x : y;
    }

    public T Finish(ExtremeInLeaf<T> all, T* x, long step, long length)
    {
        long place = all.Position;
        while (x[place * step] != all.Extreme && !(T.IsNaN(all.Extreme) && T.IsNaN(x[place * step]))) place++;
        return T.CreateTruncating(place);
    }

    private static bool IsBeyond(T x, T y) => TExtreme.Combine(x, y) == x;
}
