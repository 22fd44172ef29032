using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces the middle of [outer, size, inner] row by row, in tiles of columns that stay in the nearest cache: fixed
/// blocks of rows one after the other, then a balanced tree of the blocks' tiles.
/// </summary>
internal static unsafe class ColumnReduction
{
    private const int Width = 256;
    private const int BlockRows = 32;

    public static void Run<TKernel, T>(T* source, long outer, long size, long inner, T* result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (size == 0)
        {
            for (long i = 0; i < outer * inner; i++) result[i] = TKernel.Identity<T>();
            return;
        }

        T* slots = stackalloc T[PairwiseTree.SlotsFor((size / BlockRows) + 1) * Width];
        for (long o = 0; o < outer; o++)
        {
            for (long column = 0; column < inner; column += Width)
            {
                int width = (int)Math.Min(Width, inner - column);
                Tile<TKernel, T>(source + (o * size * inner) + column, size, inner, width, slots);
                Copy(slots, result + (o * inner) + column, width);
            }
        }
    }

    /// <summary>Leaves the result for a tile of columns in the first slot.</summary>
    private static void Tile<TKernel, T>(T* x, long rows, long rowStep, int width, T* slots)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        PairwiseTree tree = default;
        for (long row = 0; row < rows; row += BlockRows)
        {
            T* slot = slots + (tree.Depth * Width);
            Copy(x + (row * rowStep), slot, width);
            long end = Math.Min(rows, row + BlockRows);
            for (long next = row + 1; next < end; next++) Combine<TKernel, T>(slot, x + (next * rowStep), width);
            for (int carries = tree.Push(); carries > 0; carries--, slot -= Width)
                Combine<TKernel, T>(slot - Width, slot, width);
        }

        for (int depth = tree.Depth - 1; depth > 0; depth--)
            Combine<TKernel, T>(slots + ((depth - 1) * Width), slots + (depth * Width), width);
    }

    private static void Combine<TKernel, T>(T* into, T* from, int width)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= width - Vector512<T>.Count; i += Vector512<T>.Count)
            TKernel.Combine(Vector512.Load(into + i), Vector512.Load(from + i)).Store(into + i);
        for (; i < width; i++) into[i] = TKernel.Combine(into[i], from[i]);
    }

    private static void Copy<T>(T* from, T* to, int length) where T : unmanaged =>
        new ReadOnlySpan<T>(from, length).CopyTo(new Span<T>(to, length));
}
