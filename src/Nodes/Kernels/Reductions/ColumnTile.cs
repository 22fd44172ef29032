using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces a tile of neighbouring columns over their rows: leaves of 32 rows, eight of which are read side by side,
/// then a balanced tree of the leaves. A tile is wide enough to be read on and on, and so narrow that a leaf's result
/// stays in the nearest cache.
/// </summary>
internal static unsafe class ColumnTile
{
    /// <summary>How many columns a tile has at most.</summary>
    public const int Width = 2048;

    /// <summary>How many rows a leaf has.</summary>
    public const int LeafRows = 32;

    private const int Abreast = 8;

    /// <summary>How many elements the slots need for that many leaves of a tile.</summary>
    public static int RoomFor(long leaves, int width) => PairwiseTree.SlotsFor(leaves) * width;

    /// <summary>Leaves the result in the first slot; there is at least one row.</summary>
    public static void Run<TKernel, T, TWide>(T* x, long rows, long rowStep, int width, int leafRows, TWide* slots)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        PairwiseTree tree = default;
        for (long row = 0; row < rows; row += leafRows)
        {
            TWide* slot = slots + (tree.Depth * width);
            Leaf<TKernel, T, TWide>(x + (row * rowStep), (int)Math.Min(leafRows, rows - row), rowStep, width, slot);
            for (int carries = tree.Push(); carries > 0; carries--, slot -= width)
                Combine<TKernel, TWide>(slot - width, slot, width);
        }

        for (int depth = tree.Depth - 1; depth > 0; depth--)
            Combine<TKernel, TWide>(slots + ((depth - 1) * width), slots + (depth * width), width);
    }

    /// <summary>Combines one row of numbers into another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<TKernel, T>(T* into, T* from, int width)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= width - Vector512<T>.Count; i += Vector512<T>.Count)
            TKernel.Combine(Vector512.Load(into + i), Vector512.Load(from + i)).Store(into + i);
        for (; i < width; i++) into[i] = TKernel.Combine(into[i], from[i]);
    }

    private static void Leaf<TKernel, T, TWide>(T* x, int rows, long rowStep, int width, TWide* slot)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        new Span<TWide>(slot, width).Fill(TKernel.Identity<TWide>());
        int row = 0;
        for (; row <= rows - Abreast; row += Abreast)
            Eight<TKernel, T, TWide>(x + (row * rowStep), rowStep, width, slot);
        for (; row < rows; row++) One<TKernel, T, TWide>(x + (row * rowStep), width, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TKernel, T, TWide>(T* x, int width, TWide* slot)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        int i = 0, lanes = Vector512<TWide>.Count;
        for (; i <= width - lanes; i += lanes)
            TKernel.Combine(Vector512.Load(slot + i), Map<TKernel, T, TWide>(x + i)).Store(slot + i);
        for (; i < width; i++) slot[i] = TKernel.Combine(slot[i], TKernel.Map(Widening.Of<T, TWide>(x[i])));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TKernel, T, TWide>(T* x, long step, int width, TWide* slot)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        int i = 0, lanes = Vector512<TWide>.Count;
        for (; i <= width - lanes; i += lanes)
        {
            Vector512<TWide> upper = FourRows<TKernel, T, TWide>(x + i, step);
            Vector512<TWide> lower = FourRows<TKernel, T, TWide>(x + i + (4 * step), step);
            TKernel.Combine(Vector512.Load(slot + i), TKernel.Combine(upper, lower)).Store(slot + i);
        }

        for (; i < width; i++)
        {
            TWide upper = Four<TKernel, T, TWide>(x + i, step);
            TWide lower = Four<TKernel, T, TWide>(x + i + (4 * step), step);
            slot[i] = TKernel.Combine(slot[i], TKernel.Combine(upper, lower));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TWide> FourRows<TKernel, T, TWide>(T* x, long step)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide> => TKernel.Combine(
            TKernel.Combine(Map<TKernel, T, TWide>(x), Map<TKernel, T, TWide>(x + step)),
            TKernel.Combine(Map<TKernel, T, TWide>(x + (2 * step)), Map<TKernel, T, TWide>(x + (3 * step))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Four<TKernel, T, TWide>(T* x, long step)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        TWide a = TKernel.Map(Widening.Of<T, TWide>(x[0])), b = TKernel.Map(Widening.Of<T, TWide>(x[step]));
        TWide c = TKernel.Map(Widening.Of<T, TWide>(x[2 * step])), d = TKernel.Map(Widening.Of<T, TWide>(x[3 * step]));
        return TKernel.Combine(TKernel.Combine(a, b), TKernel.Combine(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TWide> Map<TKernel, T, TWide>(T* x)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide> => TKernel.Map(Widening.Load<T, TWide>(x));
}
