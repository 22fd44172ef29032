using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces a row of neighbouring elements: fixed blocks with four vectors side by side, then a balanced tree.
/// </summary>
internal static unsafe class RowReduction
{
    private const int Block = 1024;

    public static T Run<TKernel, T>(T* x, long length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T> =>
        length <= Block ? Leaf<TKernel, T>(x, (int)length) : Tree<TKernel, T>(x, length);

    private static T Tree<TKernel, T>(T* x, long length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* slots = stackalloc T[PairwiseTree.SlotsFor((length / Block) + 1)];
        PairwiseTree tree = default;
        for (long i = 0; i < length; i += Block)
        {
            int slot = tree.Depth;
            T value = Leaf<TKernel, T>(x + i, (int)Math.Min(Block, length - i));
            for (int carries = tree.Push(); carries > 0; carries--) value = TKernel.Combine(slots[--slot], value);
            slots[slot] = value;
        }

        T all = slots[tree.Depth - 1];
        for (int slot = tree.Depth - 2; slot >= 0; slot--) all = TKernel.Combine(slots[slot], all);
        return all;
    }

    private static T Leaf<TKernel, T>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        int stride = 4 * Vector256<T>.Count, i = 0;
        T all = TKernel.Identity<T>();
        if (length >= stride)
        {
            i = length - (length % stride);
            all = Vectors<TKernel, T>(x, i);
        }

        for (; i < length; i++) all = TKernel.Combine(all, x[i]);
        return all;
    }

    private static T Vectors<TKernel, T>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector256<T>.Count;
        Vector256<T> a = Vector256.Load(x), b = Vector256.Load(x + lanes);
        Vector256<T> c = Vector256.Load(x + (2 * lanes)), d = Vector256.Load(x + (3 * lanes));
        for (int i = 4 * lanes; i < length; i += 4 * lanes)
        {
            a = TKernel.Combine(a, Vector256.Load(x + i));
            b = TKernel.Combine(b, Vector256.Load(x + i + lanes));
            c = TKernel.Combine(c, Vector256.Load(x + i + (2 * lanes)));
            d = TKernel.Combine(d, Vector256.Load(x + i + (3 * lanes)));
        }

        Vector256<T> sides = TKernel.Combine(TKernel.Combine(a, b), TKernel.Combine(c, d));
        T all = sides.GetElement(0);
        for (int lane = 1; lane < lanes; lane++) all = TKernel.Combine(all, sides.GetElement(lane));
        return all;
    }
}
