using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces a row of neighbouring elements: leaves of 1,024 elements, each rounded to the elements' own type, then a
/// balanced tree of the leaves. Both are fixed by the length alone, so it makes no difference who computes the leaves,
/// in which order, or with which vectors. Wide kernels combine floats as doubles, inside leaves and between them.
/// </summary>
internal static unsafe class RowReduction
{
    /// <summary>How many elements a leaf has, but for the last one.</summary>
    public const int LeafLength = 1024;

    private const int AskAhead = 2048;

    /// <summary>All of a row combined; what changes nothing when it is empty.</summary>
    public static T Run<TKernel, T>(T* x, long length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (length <= LeafLength) return Leaf<TKernel, T>(x, (int)length);
        return UsesDoubles<TKernel, T>()
            ? T.CreateTruncating(Leaves<TKernel, T, double>(x, length))
            : Leaves<TKernel, T, T>(x, length);
    }

    /// <summary>Up to 1,024 elements combined.</summary>
    public static T Leaf<TKernel, T>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T> =>
        UsesDoubles<TKernel, T>()
            ? T.CreateTruncating(Leaf<TKernel, T, double, Near>(x, length))
            : Leaf<TKernel, T, T, Near>(x, length);

    /// <summary>A leaf of a row that lies in memory rather than in the caches; the same bits.</summary>
    public static T FarLeaf<TKernel, T>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T> =>
        UsesDoubles<TKernel, T>()
            ? T.CreateTruncating(Leaf<TKernel, T, double, Far>(x, length))
            : Leaf<TKernel, T, T, Far>(x, length);

    /// <summary>A leaf not rounded to the elements' type.</summary>
    public static double WideLeaf<TKernel, T>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T> =>
        Leaf<TKernel, T, double, Far>(x, length);

    /// <summary>What Run gives for a row, from what Leaf gave for each 1,024 elements of it.</summary>
    public static T Tree<TKernel, T>(T* leaves, long count)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T> =>
        UsesDoubles<TKernel, T>()
            ? T.CreateTruncating(Tree<TKernel, T, double>(leaves, count))
            : Tree<TKernel, T, T>(leaves, count);

    /// <summary>Whether partial results of this kernel over this type are doubles.</summary>
    public static bool UsesDoubles<TKernel, T>() where TKernel : struct, IReductionKernel =>
        TKernel.IsWide && typeof(T) == typeof(float);

    /// <summary>A row of leaves combined, not rounded at the end.</summary>
    public static TWide Leaves<TKernel, T, TWide>(T* x, long length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        TWide* slots = stackalloc TWide[PairwiseTree.SlotsFor((length / LeafLength) + 1)];
        PairwiseTree tree = default;
        for (long i = 0; i < length; i += LeafLength)
        {
            TWide leaf = Leaf<TKernel, T, TWide, Far>(x + i, (int)Math.Min(LeafLength, length - i));
            Push<TKernel, TWide>(ref tree, slots, Widening.Of<T, TWide>(T.CreateTruncating(leaf)));
        }

        return Collapse<TKernel, TWide>(tree, slots);
    }

    /// <summary>Partial results combined, not rounded at the end.</summary>
    public static TWide Tree<TKernel, T, TWide>(T* leaves, long count)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        TWide* slots = stackalloc TWide[PairwiseTree.SlotsFor(count)];
        PairwiseTree tree = default;
        for (long i = 0; i < count; i++) Push<TKernel, TWide>(ref tree, slots, Widening.Of<T, TWide>(leaves[i]));
        return Collapse<TKernel, TWide>(tree, slots);
    }

    private static void Push<TKernel, T>(ref PairwiseTree tree, T* slots, T value)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        int slot = tree.Depth;
        for (int carries = tree.Push(); carries > 0; carries--) value = TKernel.Combine(slots[--slot], value);
        slots[slot] = value;
    }

    private static T Collapse<TKernel, T>(PairwiseTree tree, T* slots)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tree.Depth == 0) return TKernel.Identity<T>();
        T all = slots[tree.Depth - 1];
        for (int slot = tree.Depth - 2; slot >= 0; slot--) all = TKernel.Combine(slots[slot], all);
        return all;
    }

    /// <summary>Whole vectors first, then single elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TWide Leaf<TKernel, T, TWide, TReach>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide> where TReach : struct, IReach
    {
        int lanes = Vector512<TWide>.Count, i = 0;
        TWide all = TKernel.Identity<TWide>();
        if (length >= lanes)
        {
            Vector512<TWide> a = Map<TKernel, T, TWide>(x);
            i = lanes;
            if (length >= 4 * lanes)
            {
                a = FourAbreast<TKernel, T, TWide, TReach>(x, length);
                i = length & -(4 * lanes);
            }

            for (; i <= length - lanes; i += lanes) a = TKernel.Combine(a, Map<TKernel, T, TWide>(x + i));
            all = TKernel.Combine(all, Across<TKernel, TWide>(a));
        }

        for (; i < length; i++) all = TKernel.Combine(all, TKernel.Map(Widening.Of<T, TWide>(x[i])));
        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TWide> FourAbreast<TKernel, T, TWide, TReach>(T* x, int length)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide> where TReach : struct, IReach
    {
        int lanes = Vector512<TWide>.Count;
        Vector512<TWide> a = Map<TKernel, T, TWide>(x), b = Map<TKernel, T, TWide>(x + lanes);
        Vector512<TWide> c = Map<TKernel, T, TWide>(x + (2 * lanes)), d = Map<TKernel, T, TWide>(x + (3 * lanes));
        for (int i = 4 * lanes; i <= length - (4 * lanes); i += 4 * lanes)
        {
            TReach.Ask((byte*)(x + i) + AskAhead, 4 * lanes * sizeof(T));
            a = TKernel.Combine(a, Map<TKernel, T, TWide>(x + i));
            b = TKernel.Combine(b, Map<TKernel, T, TWide>(x + i + lanes));
            c = TKernel.Combine(c, Map<TKernel, T, TWide>(x + i + (2 * lanes)));
            d = TKernel.Combine(d, Map<TKernel, T, TWide>(x + i + (3 * lanes)));
        }

        return TKernel.Combine(TKernel.Combine(a, b), TKernel.Combine(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TWide> Map<TKernel, T, TWide>(T* x)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide> => TKernel.Map(Widening.Load<T, TWide>(x));

    /// <summary>The lanes of a vector combined, half by half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Across<TKernel, T>(Vector512<T> lanes)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> half = TKernel.Combine(lanes, lanes.GetUpper().ToVector512());
        Vector128<T> quarter =
            TKernel.Combine(half, half.GetLower().GetUpper().ToVector256().ToVector512()).GetLower().GetLower();
        if (Vector128<T>.Count == 2) return TKernel.Combine(quarter.GetElement(0), quarter.GetElement(1));
        return TKernel.Combine(
            TKernel.Combine(quarter.GetElement(0), quarter.GetElement(2)),
            TKernel.Combine(quarter.GetElement(1), quarter.GetElement(3)));
    }
}
