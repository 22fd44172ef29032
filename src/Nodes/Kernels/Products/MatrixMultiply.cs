using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The product of a [rows, inner] and an [inner, columns] matrix, wherever they lie, into a result in row order.
/// Every element is added up in the order of the inner axis, slice by slice, and slices follow from the length of that
/// axis alone; so its bits depend on nothing but its row and its column.
/// </summary>
internal static unsafe class MatrixMultiply
{
    /// <summary>So long that a panel of the right matrix stays in the innermost cache.</summary>
    private const long LongestSlice = 256;

    public static void Run<T>(MatrixView<T> x, MatrixView<T> y, T* result)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(x, y, result, VectorWidths.Widest);

    /// <summary>With vectors of one width; all give the same bits.</summary>
    internal static void Run<T>(MatrixView<T> x, MatrixView<T> y, T* result, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rows == 0 || y.Columns == 0) return;
        if (x.Columns == 0) Clear(result, x.Rows * y.Columns);
        else if (typeof(T) == typeof(double)) RunDouble(x, y, result, width);
        else RunSingle(x, y, result, width);
    }

    /// <summary>How many elements of the inner axis a slice has, but for the last one.</summary>
    internal static long SliceOf(long inner)
    {
        long slices = (inner + LongestSlice - 1) / LongestSlice;
        return (inner + slices - 1) / slices;
    }

    private static void RunDouble<T>(MatrixView<T> x, MatrixView<T> y, T* result, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == VectorWidth.Bits512) Product<DoubleVector512, T>.Run(x, y, result);
        else if (width == VectorWidth.Bits256) Product<DoubleVector256, T>.Run(x, y, result);
        else if (width == VectorWidth.Bits128) Product<DoubleVector128, T>.Run(x, y, result);
        else Product<DoubleScalar, T>.Run(x, y, result);
    }

    private static void RunSingle<T>(MatrixView<T> x, MatrixView<T> y, T* result, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == VectorWidth.Bits512) Product<SingleVector512, T>.Run(x, y, result);
        else if (width == VectorWidth.Bits256) Product<SingleVector256, T>.Run(x, y, result);
        else if (width == VectorWidth.Bits128) Product<SingleVector128, T>.Run(x, y, result);
        else Product<SingleScalar, T>.Run(x, y, result);
    }

    private static void Clear<T>(T* x, long length) where T : unmanaged
    {
        for (long i = 0; i < length; i++) x[i] = default;
    }
}
