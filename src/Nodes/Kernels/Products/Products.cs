using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>The product of two matrices, vectors being matrices of one row or one column.</summary>
internal static unsafe class Products
{
    /// <summary>The product of a [rows, inner] and an [inner, columns] matrix, in row order without gaps.</summary>
    public static void Run<T>(MatrixView<T> x, MatrixView<T> y, T* result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.Columns == 1) VectorMultiply.Run(x, y.Start, y.RowStep, result);
        else if (x.Rows == 1) VectorMultiply.Run(y.Transposed, x.Start, x.ColumnStep, result);
        else MatrixMultiply.Run(x, y, result);
    }
}
