using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Products with a vector on one side: each element of a matrix is read once, in the order it lies in.
/// </summary>
internal static unsafe class VectorMultiply
{
    private const long ColumnsInCache = 1024;

    /// <summary>[rows, inner] times [inner]; with one row, the inner product of two vectors.</summary>
    public static void MatrixVector<T>(T* x, T* y, T* result, long rows, long inner)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long row = 0; row < rows; row++) result[row] = Inner(x + (row * inner), y, inner);
    }

    /// <summary>[inner] times [inner, columns].</summary>
    public static void VectorMatrix<T>(T* x, T* y, T* result, long inner, long columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long column = 0; column < columns; column += ColumnsInCache)
        {
            int width = (int)Math.Min(ColumnsInCache, columns - column);
            new Span<T>(result + column, width).Clear();
            for (long k = 0; k < inner; k++) AddScaled(x[k], y + (k * columns) + column, result + column, width);
        }
    }

    private static T Inner<T>(T* x, T* y, long length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector256<T>.Count;
        Vector256<T> a = default, b = default, c = default, d = default;
        long i = 0;
        for (; i <= length - (4 * lanes); i += 4 * lanes)
        {
            a += Vector256.Load(x + i) * Vector256.Load(y + i);
            b += Vector256.Load(x + i + lanes) * Vector256.Load(y + i + lanes);
            c += Vector256.Load(x + i + (2 * lanes)) * Vector256.Load(y + i + (2 * lanes));
            d += Vector256.Load(x + i + (3 * lanes)) * Vector256.Load(y + i + (3 * lanes));
        }

        T sum = Vector256.Sum(a + b + (c + d));
        for (; i < length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static void AddScaled<T>(T factor, T* x, T* result, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(result + i) + (factor * Vector256.Load(x + i))).Store(result + i);
        for (; i < length; i++) result[i] += factor * x[i];
    }
}
