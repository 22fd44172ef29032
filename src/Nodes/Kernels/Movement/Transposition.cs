using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Turns a plane of numbers: element j of row i becomes element i of row j. Squares of one line of memory a side are
/// turned in registers, so that whole lines are read and written; they follow each other in blocks that the nearest
/// cache holds.
/// </summary>
internal static unsafe class Transposition
{
    private const int BlockBytes = 128;

    /// <summary>
    /// Fills rows of the result, each of so many columns; the source has a row for each column of the result. Steps
    /// are from row to row, in elements. Streaming writes around the caches; the result's rows must be whole lines.
    /// </summary>
    public static void Run<T>(
        T* source, long sourceStep, T* result, long resultStep, long rows, long columns, bool isStreaming)
        where T : unmanaged
    {
        long block = BlockBytes / sizeof(T);
        for (long row = 0; row < rows; row += block)
        {
            for (long column = 0; column < columns; column += block)
            {
                T* from = source + (column * sourceStep) + row, to = result + (row * resultStep) + column;
                Block(
                    from, sourceStep, to, resultStep,
                    (int)Math.Min(block, rows - row), (int)Math.Min(block, columns - column), isStreaming);
            }
        }
    }

    private static void Block<T>(
        T* source, long sourceStep, T* result, long resultStep, int rows, int columns, bool isStreaming)
        where T : unmanaged
    {
        int side = Vector512<T>.Count, wholeRows = 0, wholeColumns = 0;
        if (Avx512F.IsSupported)
        {
            (wholeRows, wholeColumns) = (rows / side * side, columns / side * side);
            for (int row = 0; row < wholeRows; row += side)
                for (int column = 0; column < wholeColumns; column += side)
                    Square(
                        source + (column * sourceStep) + row, sourceStep,
                        result + (row * resultStep) + column, resultStep, isStreaming);
        }

        Singly(source, sourceStep, result, resultStep, 0, wholeRows, wholeColumns, columns);
        Singly(source, sourceStep, result, resultStep, wholeRows, rows, 0, columns);
    }

    private static void Singly<T>(
        T* source, long sourceStep, T* result, long resultStep, int row, int rowEnd, int column, int columnEnd)
        where T : unmanaged
    {
        for (int i = row; i < rowEnd; i++)
            for (int j = column; j < columnEnd; j++) result[(i * resultStep) + j] = source[(j * sourceStep) + i];
    }

    private static void Square<T>(T* source, long sourceStep, T* result, long resultStep, bool isStreaming)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(double))
            Eight((double*)source, sourceStep, (double*)result, resultStep, isStreaming);
        else
            Sixteen((float*)source, sourceStep, (float*)result, resultStep, isStreaming);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(double* x, long step, double* result, long resultStep, bool isStreaming)
    {
        (Vector512<double> even0, Vector512<double> odd0) = Two(x, step);
        (Vector512<double> even1, Vector512<double> odd1) = Two(x + (2 * step), step);
        (Vector512<double> even2, Vector512<double> odd2) = Two(x + (4 * step), step);
        (Vector512<double> even3, Vector512<double> odd3) = Two(x + (6 * step), step);
        Store(even0, even1, even2, even3, result, 2 * resultStep, isStreaming);
        Store(odd0, odd1, odd2, odd3, result + resultStep, 2 * resultStep, isStreaming);
    }

    /// <summary>Two rows woven: in each 128 bits the elements of an even column, or of an odd one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Even, Vector512<double> Odd) Two(double* x, long step)
    {
        Vector512<double> upper = Vector512.Load(x), lower = Vector512.Load(x + step);
        return (Avx512F.UnpackLow(upper, lower), Avx512F.UnpackHigh(upper, lower));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sixteen(float* x, long step, float* result, long resultStep, bool isStreaming)
    {
        Four(x, step, out Vector512<double> a0, out Vector512<double> b0, out var c0, out var d0);
        Four(x + (4 * step), step, out Vector512<double> a1, out Vector512<double> b1, out var c1, out var d1);
        Four(x + (8 * step), step, out Vector512<double> a2, out Vector512<double> b2, out var c2, out var d2);
        Four(x + (12 * step), step, out Vector512<double> a3, out Vector512<double> b3, out var c3, out var d3);
        Store(a0, a1, a2, a3, result, 4 * resultStep, isStreaming);
        Store(b0, b1, b2, b3, result + resultStep, 4 * resultStep, isStreaming);
        Store(c0, c1, c2, c3, result + (2 * resultStep), 4 * resultStep, isStreaming);
        Store(d0, d1, d2, d3, result + (3 * resultStep), 4 * resultStep, isStreaming);
    }

    /// <summary>Four rows woven: in each 128 bits the elements of one column, of the first, second and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        float* x, long step,
        out Vector512<double> first, out Vector512<double> second, out Vector512<double> third,
        out Vector512<double> fourth)
    {
        Vector512<float> r0 = Vector512.Load(x), r1 = Vector512.Load(x + step);
        Vector512<float> r2 = Vector512.Load(x + (2 * step)), r3 = Vector512.Load(x + (3 * step));
        Vector512<double> low0 = Avx512F.UnpackLow(r0, r1).AsDouble(), high0 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low1 = Avx512F.UnpackLow(r2, r3).AsDouble(), high1 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        first = Avx512F.UnpackLow(low0, low1);
        second = Avx512F.UnpackHigh(low0, low1);
        third = Avx512F.UnpackLow(high0, high1);
        fourth = Avx512F.UnpackHigh(high0, high1);
    }

    /// <summary>The first 128 bits of each become a row, the second ones the next, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d,
        T* result, long step, bool isStreaming) where T : unmanaged
    {
        const byte even = 0x88, odd = 0xDD;
        Vector512<double> evenAb = Avx512F.Shuffle4x128(a, b, even), evenCd = Avx512F.Shuffle4x128(c, d, even);
        Vector512<double> oddAb = Avx512F.Shuffle4x128(a, b, odd), oddCd = Avx512F.Shuffle4x128(c, d, odd);
        Store(Avx512F.Shuffle4x128(evenAb, evenCd, even), result, isStreaming);
        Store(Avx512F.Shuffle4x128(oddAb, oddCd, even), result + step, isStreaming);
        Store(Avx512F.Shuffle4x128(evenAb, evenCd, odd), result + (2 * step), isStreaming);
        Store(Avx512F.Shuffle4x128(oddAb, oddCd, odd), result + (3 * step), isStreaming);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector512<double> line, T* result, bool isStreaming) where T : unmanaged
    {
        if (isStreaming) line.StoreAlignedNonTemporal((double*)result);
        else line.Store((double*)result);
    }
}
