using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The product of a [rows, inner] and an [inner, columns] matrix, both in row order. A slice of the right matrix is
/// packed into panels two vectors wide, so that four rows at a time keep their eight partial vectors in registers.
/// Every element is added up in the order of the inner axis, slice by slice, whatever its place in the result.
/// </summary>
internal static unsafe class MatrixMultiply
{
    private const int TileRows = 4;
    private const int Slice = 256;
    private const int RowsInCache = 128;

    public static void Run<T>(T* x, T* y, T* result, long rows, long inner, long columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inner == 0) Clear(result, rows * columns);
        if (rows == 0 || columns == 0 || inner == 0) return;
        int width = 2 * Vector256<T>.Count;
        long panels = (columns + width - 1) / width;
        NdArray<T> packed = NdArray<T>.Allocate(Shape.Of(panels * width * Math.Min(Slice, inner)));
        try
        {
            for (long k = 0; k < inner; k += Slice)
            {
                long depth = Math.Min(Slice, inner - k);
                Pack(y + (k * columns), packed.Pointer, depth, columns, width);
                var left = new Left<T>(x + k, rows, inner, depth);
                Multiply(left, packed.Pointer, result, columns, isFirst: k == 0);
            }
        }
        finally
        {
            packed.Release();
        }
    }

    /// <summary>Puts columns side by side in panels; the last one is filled up with zeros.</summary>
    private static void Pack<T>(T* y, T* packed, long depth, long columns, int width) where T : unmanaged
    {
        for (long column = 0; column < columns; column += width)
        {
            int here = (int)Math.Min(width, columns - column);
            for (long k = 0; k < depth; k++, packed += width)
            {
                Span<T> target = new(packed, width);
                new ReadOnlySpan<T>(y + (k * columns) + column, here).CopyTo(target);
                target[here..].Clear();
            }
        }
    }

    private static void Multiply<T>(Left<T> left, T* packed, T* result, long columns, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = 2 * Vector256<T>.Count;
        T* tile = stackalloc T[TileRows * width];
        for (long block = 0; block < left.Rows; block += RowsInCache)
        {
            long blockEnd = Math.Min(left.Rows, block + RowsInCache);
            for (long column = 0; column < columns; column += width)
            {
                for (long row = block; row < blockEnd; row += TileRows)
                {
                    Tile(left, row, packed + (column * left.Depth), tile);
                    int tall = (int)Math.Min(TileRows, blockEnd - row), wide = (int)Math.Min(width, columns - column);
                    Put(tile, width, result + (row * columns) + column, columns, tall, wide, isFirst);
                }
            }
        }
    }

    /// <summary>Four rows (the last one again, where there are fewer) times one panel.</summary>
    private static void Tile<T>(Left<T> left, long row, T* panel, T* tile) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector256<T>.Count;
        T* x0 = left.Row(row), x1 = left.Row(row + 1), x2 = left.Row(row + 2), x3 = left.Row(row + 3);
        Vector256<T> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector256<T> c0 = default, c1 = default, d0 = default, d1 = default;
        for (long k = 0; k < left.Depth; k++, panel += 2 * lanes)
        {
            Vector256<T> y0 = Vector256.Load(panel), y1 = Vector256.Load(panel + lanes);
            Vector256<T> a = Vector256.Create(x0[k]), b = Vector256.Create(x1[k]);
            Vector256<T> c = Vector256.Create(x2[k]), d = Vector256.Create(x3[k]);
            (a0, a1) = (MultiplyAdd(a, y0, a0), MultiplyAdd(a, y1, a1));
            (b0, b1) = (MultiplyAdd(b, y0, b0), MultiplyAdd(b, y1, b1));
            (c0, c1) = (MultiplyAdd(c, y0, c0), MultiplyAdd(c, y1, c1));
            (d0, d1) = (MultiplyAdd(d, y0, d0), MultiplyAdd(d, y1, d1));
        }

        Store(a0, a1, tile);
        Store(b0, b1, tile + (2 * lanes));
        Store(c0, c1, tile + (4 * lanes));
        Store(d0, d1, tile + (6 * lanes));
    }

    private static void Put<T>(T* tile, int width, T* result, long columns, int tall, int wide, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < tall; row++, tile += width, result += columns)
        {
            for (int i = 0; i < wide; i++) result[i] = isFirst ? tile[i] : result[i] + tile[i];
        }
    }

    private static void Store<T>(Vector256<T> low, Vector256<T> high, T* to) where T : unmanaged
    {
        low.Store(to);
        high.Store(to + Vector256<T>.Count);
    }

    private static void Clear<T>(T* x, long length) where T : unmanaged
    {
        for (long i = 0; i < length; i++) x[i] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
            : Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    /// <summary>A slice of the left matrix: all rows, Depth columns.</summary>
    private readonly struct Left<T>(T* x, long rows, long step, long depth) where T : unmanaged
    {
        public readonly long Rows = rows, Depth = depth;

        public T* Row(long row) => x + (Math.Min(row, Rows - 1) * step);
    }
}
