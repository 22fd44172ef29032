using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The inner products of a vector with the rows of a matrix, in leaves of 4,096 elements: a sum for each row and leaf,
/// row by row. Within a leaf two vectors of partial sums go along each row, on every machine 64 bytes wide.
/// </summary>
internal sealed unsafe class RowProducts<T>(MatrixView<T> x, T* y, T* sums) : PartedWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const long LeafLength = 4096;

    /// <summary>So many elements take about ten microseconds.</summary>
    private const long PartLength = 1 << 16;

    private readonly long _leaves = LeavesOf(x.Columns);

    public int Parts => (int)(RowGroups * LeafGroups);

    private static int Lanes => Vector512<T>.Count;

    private long RowsInPart => Math.Max(4, PartLength / Math.Max(1, x.Columns) / 4 * 4);

    private long RowGroups => (x.Rows + RowsInPart - 1) / RowsInPart;

    private long LeafGroups => (_leaves + LeavesInPart - 1) / LeavesInPart;

    private static long LeavesInPart => PartLength / LeafLength;

    public static long LeavesOf(long inner) => Math.Max(1, (inner + LeafLength - 1) / LeafLength);

    public override void Do(int part)
    {
        (long group, long leaves) = Math.DivRem((long)part, LeafGroups);
        long end = Math.Min(_leaves, (leaves + 1) * LeavesInPart), lastRow = Math.Min(x.Rows, (group + 1) * RowsInPart);
        for (long row = group * RowsInPart; row < lastRow; row += 4)
        {
            for (long leaf = leaves * LeavesInPart; leaf < end; leaf++)
            {
                nint depth = (nint)Math.Min(LeafLength, x.Columns - (leaf * LeafLength));
                T* from = x.At(row, leaf * LeafLength), vector = y + (leaf * LeafLength);
                T* to = sums + (row * _leaves) + leaf;
                if (lastRow - row >= 4) FourRows(from, vector, depth, to);
                else LastRows(from, vector, depth, to, lastRow - row);
            }
        }
    }

    private void LastRows(T* row, T* vector, nint depth, T* to, long rows)
    {
        for (long i = 0; i < rows; i++) to[i * _leaves] = OneRow(row + (i * x.RowStep), vector, depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourRows(T* row, T* vector, nint depth, T* to)
    {
        nint step = (nint)x.RowStep;
        T* a = row, b = a + step, c = b + step, d = c + step;
        Vector512<T> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector512<T> c0 = default, c1 = default, d0 = default, d1 = default;
        nint k = 0;
        for (; k <= depth - (2 * Lanes); k += 2 * Lanes)
        {
            Vector512<T> y0 = Vector512.Load(vector + k), y1 = Vector512.Load(vector + k + Lanes);
            (a0, a1) = (MultiplyAdd(a + k, y0, a0), MultiplyAdd(a + k + Lanes, y1, a1));
            (b0, b1) = (MultiplyAdd(b + k, y0, b0), MultiplyAdd(b + k + Lanes, y1, b1));
            (c0, c1) = (MultiplyAdd(c + k, y0, c0), MultiplyAdd(c + k + Lanes, y1, c1));
            (d0, d1) = (MultiplyAdd(d + k, y0, d0), MultiplyAdd(d + k + Lanes, y1, d1));
        }

        to[0] = Across(a0 + a1) + Rest(a, vector, k, depth);
        to[_leaves] = Across(b0 + b1) + Rest(b, vector, k, depth);
        to[2 * _leaves] = Across(c0 + c1) + Rest(c, vector, k, depth);
        to[3 * _leaves] = Across(d0 + d1) + Rest(d, vector, k, depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T OneRow(T* row, T* vector, nint depth)
    {
        Vector512<T> x0 = default, x1 = default;
        nint k = 0;
        for (; k <= depth - (2 * Lanes); k += 2 * Lanes)
        {
            x0 = MultiplyAdd(row + k, Vector512.Load(vector + k), x0);
            x1 = MultiplyAdd(row + k + Lanes, Vector512.Load(vector + k + Lanes), x1);
        }

        return Across(x0 + x1) + Rest(row, vector, k, depth);
    }

    private static T Rest(T* x, T* y, nint k, nint depth)
    {
        T sum = T.Zero;
        for (; k < depth; k++) sum = T.FusedMultiplyAdd(x[k], y[k], sum);
        return sum;
    }

    /// <summary>The sum of the lanes, half by half.</summary>
    private static T Across(Vector512<T> lanes)
    {
        Vector256<T> half = lanes.GetLower() + lanes.GetUpper();
        Vector128<T> quarter = half.GetLower() + half.GetUpper();
        return typeof(T) == typeof(double)
            ? quarter[0] + quarter[1]
            : quarter[0] + quarter[2] + (quarter[1] + quarter[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> MultiplyAdd(T* x, Vector512<T> y, Vector512<T> z) =>
        Wide.MultiplyAdd(Vector512.Load(x), y, z);
}
