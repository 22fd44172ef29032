using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The inner loops of a matrix product: a tile of the result stays in registers while the inner axis goes by. Each
/// element is added up in the order of that axis, so that its bits depend neither on the tile nor on the width.
/// </summary>
internal static unsafe class ProductTile<V, T> where V : unmanaged, IVector<V> where T : unmanaged
{
    /// <summary>Eight rows, three vectors: 24 of 32 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightByThree(in TileOperands<T> o, T* result, nint step, bool isFirst)
    {
        T* x = o.X, y = o.Y;
        nint x1 = o.XRow, x2 = 2 * x1, x3 = 3 * x1, x4 = 4 * x1, x5 = 5 * x1, x6 = 6 * x1, x7 = 7 * x1;
        V a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        V c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        V e0 = default, e1 = default, e2 = default, f0 = default, f1 = default, f2 = default;
        V g0 = default, g1 = default, g2 = default, h0 = default, h1 = default, h2 = default;
        Prefetch(result, step, 8, 3);
        for (nint k = o.Depth, xStep = o.XStep, yStep = o.YStep; k > 0; k--, x += xStep, y += yStep)
        {
            V y0 = V.Load(y), y1 = V.Load(y + V.Count), y2 = V.Load(y + (2 * V.Count));
            V row = V.Broadcast(x);
            (a0, a1, a2) = (V.MultiplyAdd(row, y0, a0), V.MultiplyAdd(row, y1, a1), V.MultiplyAdd(row, y2, a2));
            row = V.Broadcast(x + x1);
            (b0, b1, b2) = (V.MultiplyAdd(row, y0, b0), V.MultiplyAdd(row, y1, b1), V.MultiplyAdd(row, y2, b2));
            row = V.Broadcast(x + x2);
            (c0, c1, c2) = (V.MultiplyAdd(row, y0, c0), V.MultiplyAdd(row, y1, c1), V.MultiplyAdd(row, y2, c2));
            row = V.Broadcast(x + x3);
            (d0, d1, d2) = (V.MultiplyAdd(row, y0, d0), V.MultiplyAdd(row, y1, d1), V.MultiplyAdd(row, y2, d2));
            row = V.Broadcast(x + x4);
            (e0, e1, e2) = (V.MultiplyAdd(row, y0, e0), V.MultiplyAdd(row, y1, e1), V.MultiplyAdd(row, y2, e2));
            row = V.Broadcast(x + x5);
            (f0, f1, f2) = (V.MultiplyAdd(row, y0, f0), V.MultiplyAdd(row, y1, f1), V.MultiplyAdd(row, y2, f2));
            row = V.Broadcast(x + x6);
            (g0, g1, g2) = (V.MultiplyAdd(row, y0, g0), V.MultiplyAdd(row, y1, g1), V.MultiplyAdd(row, y2, g2));
            row = V.Broadcast(x + x7);
            (h0, h1, h2) = (V.MultiplyAdd(row, y0, h0), V.MultiplyAdd(row, y1, h1), V.MultiplyAdd(row, y2, h2));
        }

        Put(a0, a1, a2, result, isFirst);
        Put(b0, b1, b2, result + step, isFirst);
        Put(c0, c1, c2, result + (2 * step), isFirst);
        Put(d0, d1, d2, result + (3 * step), isFirst);
        Put(e0, e1, e2, result + (4 * step), isFirst);
        Put(f0, f1, f2, result + (5 * step), isFirst);
        Put(g0, g1, g2, result + (6 * step), isFirst);
        Put(h0, h1, h2, result + (7 * step), isFirst);
    }

    /// <summary>Eight rows, two vectors: what is left at the end of the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightByTwo(in TileOperands<T> o, T* result, nint step, bool isFirst)
    {
        T* x = o.X, y = o.Y;
        nint x1 = o.XRow, x2 = 2 * x1, x3 = 3 * x1, x4 = 4 * x1, x5 = 5 * x1, x6 = 6 * x1, x7 = 7 * x1;
        V a0 = default, a1 = default, b0 = default, b1 = default;
        V c0 = default, c1 = default, d0 = default, d1 = default;
        V e0 = default, e1 = default, f0 = default, f1 = default;
        V g0 = default, g1 = default, h0 = default, h1 = default;
        Prefetch(result, step, 8, 2);
        for (nint k = o.Depth, xStep = o.XStep, yStep = o.YStep; k > 0; k--, x += xStep, y += yStep)
        {
            V y0 = V.Load(y), y1 = V.Load(y + V.Count);
            V row = V.Broadcast(x);
            (a0, a1) = (V.MultiplyAdd(row, y0, a0), V.MultiplyAdd(row, y1, a1));
            row = V.Broadcast(x + x1);
            (b0, b1) = (V.MultiplyAdd(row, y0, b0), V.MultiplyAdd(row, y1, b1));
            row = V.Broadcast(x + x2);
            (c0, c1) = (V.MultiplyAdd(row, y0, c0), V.MultiplyAdd(row, y1, c1));
            row = V.Broadcast(x + x3);
            (d0, d1) = (V.MultiplyAdd(row, y0, d0), V.MultiplyAdd(row, y1, d1));
            row = V.Broadcast(x + x4);
            (e0, e1) = (V.MultiplyAdd(row, y0, e0), V.MultiplyAdd(row, y1, e1));
            row = V.Broadcast(x + x5);
            (f0, f1) = (V.MultiplyAdd(row, y0, f0), V.MultiplyAdd(row, y1, f1));
            row = V.Broadcast(x + x6);
            (g0, g1) = (V.MultiplyAdd(row, y0, g0), V.MultiplyAdd(row, y1, g1));
            row = V.Broadcast(x + x7);
            (h0, h1) = (V.MultiplyAdd(row, y0, h0), V.MultiplyAdd(row, y1, h1));
        }

        Put(a0, a1, result, isFirst);
        Put(b0, b1, result + step, isFirst);
        Put(c0, c1, result + (2 * step), isFirst);
        Put(d0, d1, result + (3 * step), isFirst);
        Put(e0, e1, result + (4 * step), isFirst);
        Put(f0, f1, result + (5 * step), isFirst);
        Put(g0, g1, result + (6 * step), isFirst);
        Put(h0, h1, result + (7 * step), isFirst);
    }

    /// <summary>Eight rows, one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightByOne(in TileOperands<T> o, T* result, nint step, bool isFirst)
    {
        T* x = o.X, y = o.Y;
        nint x1 = o.XRow, x2 = 2 * x1, x3 = 3 * x1, x4 = 4 * x1, x5 = 5 * x1, x6 = 6 * x1, x7 = 7 * x1;
        V a0 = default, b0 = default;
        V c0 = default, d0 = default;
        V e0 = default, f0 = default;
        V g0 = default, h0 = default;
        Prefetch(result, step, 8, 1);
        for (nint k = o.Depth, xStep = o.XStep, yStep = o.YStep; k > 0; k--, x += xStep, y += yStep)
        {
            V y0 = V.Load(y);
            V row = V.Broadcast(x);
            a0 = V.MultiplyAdd(row, y0, a0);
            row = V.Broadcast(x + x1);
            b0 = V.MultiplyAdd(row, y0, b0);
            row = V.Broadcast(x + x2);
            c0 = V.MultiplyAdd(row, y0, c0);
            row = V.Broadcast(x + x3);
            d0 = V.MultiplyAdd(row, y0, d0);
            row = V.Broadcast(x + x4);
            e0 = V.MultiplyAdd(row, y0, e0);
            row = V.Broadcast(x + x5);
            f0 = V.MultiplyAdd(row, y0, f0);
            row = V.Broadcast(x + x6);
            g0 = V.MultiplyAdd(row, y0, g0);
            row = V.Broadcast(x + x7);
            h0 = V.MultiplyAdd(row, y0, h0);
        }

        Put(a0, result, isFirst);
        Put(b0, result + step, isFirst);
        Put(c0, result + (2 * step), isFirst);
        Put(d0, result + (3 * step), isFirst);
        Put(e0, result + (4 * step), isFirst);
        Put(f0, result + (5 * step), isFirst);
        Put(g0, result + (6 * step), isFirst);
        Put(h0, result + (7 * step), isFirst);
    }

    /// <summary>Four rows, three vectors: 12 of 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByThree(in TileOperands<T> o, T* result, nint step, bool isFirst)
    {
        T* x = o.X, y = o.Y;
        nint x1 = o.XRow, x2 = 2 * x1, x3 = 3 * x1;
        V a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        V c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        Prefetch(result, step, 4, 3);
        for (nint k = o.Depth, xStep = o.XStep, yStep = o.YStep; k > 0; k--, x += xStep, y += yStep)
        {
            V y0 = V.Load(y), y1 = V.Load(y + V.Count), y2 = V.Load(y + (2 * V.Count));
            V row = V.Broadcast(x);
            (a0, a1, a2) = (V.MultiplyAdd(row, y0, a0), V.MultiplyAdd(row, y1, a1), V.MultiplyAdd(row, y2, a2));
            row = V.Broadcast(x + x1);
            (b0, b1, b2) = (V.MultiplyAdd(row, y0, b0), V.MultiplyAdd(row, y1, b1), V.MultiplyAdd(row, y2, b2));
            row = V.Broadcast(x + x2);
            (c0, c1, c2) = (V.MultiplyAdd(row, y0, c0), V.MultiplyAdd(row, y1, c1), V.MultiplyAdd(row, y2, c2));
            row = V.Broadcast(x + x3);
            (d0, d1, d2) = (V.MultiplyAdd(row, y0, d0), V.MultiplyAdd(row, y1, d1), V.MultiplyAdd(row, y2, d2));
        }

        Put(a0, a1, a2, result, isFirst);
        Put(b0, b1, b2, result + step, isFirst);
        Put(c0, c1, c2, result + (2 * step), isFirst);
        Put(d0, d1, d2, result + (3 * step), isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(V x, V y, V z, T* result, bool isFirst)
    {
        Put(x, y, result, isFirst);
        Put(z, result + (2 * V.Count), isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(V x, V y, T* result, bool isFirst)
    {
        Put(x, result, isFirst);
        Put(y, result + V.Count, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(V x, T* result, bool isFirst) =>
        (isFirst ? x : V.Load(result) + x).Store(result);

    /// <summary>Asks for the tile of the result long before it is written to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* result, nint step, int rows, int vectors)
    {
        if (!Sse.IsSupported) return;
        for (int row = 0; row < rows; row++, result += step)
        {
            for (int i = 0; i < vectors; i++) Sse.Prefetch0(result + (i * V.Count));
            Sse.Prefetch0(result + (vectors * V.Count) - 1);
        }
    }
}
