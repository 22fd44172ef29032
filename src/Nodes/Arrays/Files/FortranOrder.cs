using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>Arrays whose first axis runs fastest, as Fortran has them.</summary>
internal static class FortranOrder
{
    /// <summary>The same array with its last axis running fastest; the given one is released if it is another.</summary>
    public static unsafe NdArray<T> ToRows<T>(NdArray<T> columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = columns.Shape;
        if (shape.Rank < 2 || shape.Length == 0) return columns;
        NdArray<T> rows = NdArray<T>.Allocate(shape);
        long[] index = new long[shape.Rank];
        long size = shape[-1], stride = shape.Length / size;
        for (long row = 0; row < rows.Length; row += size)
        {
            T* from = columns.Pointer + Advance(index, shape, isFirst: row == 0);
            for (long i = 0; i < size; i++) rows.Pointer[row + i] = from[i * stride];
        }

        columns.Release();
        return rows;
    }

    // The next index over all axes but the last, and where it lies when the first axis runs fastest.
    private static long Advance(long[] index, Shape shape, bool isFirst)
    {
        for (int axis = index.Length - 2; axis >= 0 && !isFirst; axis--)
        {
            if (++index[axis] < shape.Dimensions[axis]) break;
            index[axis] = 0;
        }

        long offset = 0;
        for (int axis = index.Length - 2; axis >= 0; axis--) offset = (offset * shape.Dimensions[axis]) + index[axis];
        return offset;
    }
}
