using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The inner products of a vector with the columns of a matrix, whose rows are read along: four of them at a time are
/// added to sums that stay in the innermost cache. Added up just as <see cref="MatrixMultiply"/> does: in the order of
/// the inner axis, slice by slice. A part is some of the columns.
/// </summary>
internal sealed unsafe class ColumnProducts<T>(MatrixView<T> y, T* x, long step, T* result) : PartedWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ColumnsInPart = 1024;

    /// <summary>For fewer elements than this, there is one part: ten microseconds.</summary>
    private const long WorthSplitting = 1 << 16;

    private readonly long _width = y.Columns * y.Rows < WorthSplitting ? y.Columns : ColumnsInPart;

    public int Parts => (int)((y.Columns + _width - 1) / _width);

    public override void Do(int part)
    {
        long last = Math.Min(y.Columns, (part + 1) * _width);
        for (long column = part * _width; column < last; column += ColumnsInPart)
            Multiply(column, (int)Math.Min(ColumnsInPart, last - column));
    }

    private void Multiply(long column, int width)
    {
        T* sums = stackalloc T[ColumnsInPart];
        long slice = MatrixMultiply.SliceOf(y.Rows);
        for (long first = 0; first < y.Rows; first += slice)
        {
            T* into = first == 0 ? result + column : sums;
            new Span<T>(into, width).Clear();
            long k = first, end = Math.Min(y.Rows, first + slice);
            for (; k <= end - 4; k += 4) AddFour(k, column, into, width);
            for (; k < end; k++) AddOne(x[k * step], y.At(k, column), into, width);
            if (first > 0) Add(sums, result + column, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFour(long k, long column, T* sums, nint width)
    {
        T a = x[k * step], b = x[(k + 1) * step], c = x[(k + 2) * step], d = x[(k + 3) * step];
        T* ya = y.At(k, column), yb = y.At(k + 1, column), yc = y.At(k + 2, column), yd = y.At(k + 3, column);
        nint i = 0;
        Vector512<T> wa = Vector512.Create(a), wb = Vector512.Create(b);
        Vector512<T> wc = Vector512.Create(c), wd = Vector512.Create(d);
        for (; i <= width - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Vector512<T> sum = Wide.MultiplyAdd(wa, Vector512.Load(ya + i), Vector512.Load(sums + i));
            sum = Wide.MultiplyAdd(wb, Vector512.Load(yb + i), sum);
            sum = Wide.MultiplyAdd(wc, Vector512.Load(yc + i), sum);
            Wide.MultiplyAdd(wd, Vector512.Load(yd + i), sum).Store(sums + i);
        }

        for (; i < width; i++)
        {
            T sum = T.FusedMultiplyAdd(b, yb[i], T.FusedMultiplyAdd(a, ya[i], sums[i]));
            sums[i] = T.FusedMultiplyAdd(d, yd[i], T.FusedMultiplyAdd(c, yc[i], sum));
        }
    }

    private static void AddOne(T factor, T* y, T* sums, int width)
    {
        for (int i = 0; i < width; i++) sums[i] = T.FusedMultiplyAdd(factor, y[i], sums[i]);
    }

    private static void Add(T* sums, T* result, int width)
    {
        for (int i = 0; i < width; i++) result[i] += sums[i];
    }
}
