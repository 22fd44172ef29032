using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A [rows, inner] matrix times [inner]: each element of the matrix is read once, in the order it lies in. In which
/// order products are added up follows from the matrix's shape and layout alone.
/// </summary>
internal static unsafe class VectorMultiply
{
    public static void Run<T>(MatrixView<T> x, T* y, long step, T* result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.ColumnStep != 1 && x.RowStep == 1 && x.Rows > 1 && x.Columns > 0)
        {
            var columns = new ColumnProducts<T>(x.Transposed, y, step, result);
            Team.Run(columns, columns.Parts);
            return;
        }

        using var dense = new Scratch<T>(step == 1 ? 0 : x.Columns);
        if (step != 1) Gather(y, step, dense.Pointer, x.Columns);
        T* vector = step == 1 ? y : dense.Pointer;
        if (x.ColumnStep == 1) RunRows(x, vector, result);
        else RunGathered(x, vector, result);
    }

    private static void RunRows<T>(MatrixView<T> x, T* y, T* result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long leaves = RowProducts<T>.LeavesOf(x.Columns);
        using var sums = new Scratch<T>(leaves == 1 ? 0 : leaves * x.Rows);
        var work = new RowProducts<T>(x, y, leaves == 1 ? result : sums.Pointer);
        Team.Run(work, work.Parts);
        if (leaves == 1) return;
        for (long row = 0; row < x.Rows; row++) result[row] = Sum(sums.Pointer + (row * leaves), leaves);
    }

    /// <summary>A row at a time, for rows with gaps.</summary>
    private static void RunGathered<T>(MatrixView<T> x, T* y, T* result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var dense = new Scratch<T>(x.Columns);
        for (long row = 0; row < x.Rows; row++)
        {
            Gather(x.At(row, 0), x.ColumnStep, dense.Pointer, x.Columns);
            RunRows(new MatrixView<T>(dense.Pointer, 1, x.Columns), y, result + row);
        }
    }

    private static void Gather<T>(T* from, long step, T* to, long length) where T : unmanaged
    {
        for (long i = 0; i < length; i++) to[i] = from[i * step];
    }

    /// <summary>In pairs of pairs, so that rounding errors stay small.</summary>
    private static T Sum<T>(T* x, long length) where T : unmanaged, IFloatingPointIeee754<T> =>
        length == 1 ? *x : Sum(x, length / 2) + Sum(x + (length / 2), length - (length / 2));
}
