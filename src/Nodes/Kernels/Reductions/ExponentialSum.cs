using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The greatest element of a part of a line, and the sum of the exponentials of what all are above it.
/// </summary>
internal readonly record struct ExponentialsOfLine(double Largest, double Sum);

/// <summary>
/// The logarithm of the sum of exponentials, in units of the greatest element's, so that none overflows.
/// </summary>
internal readonly unsafe struct ExponentialSum<T>(delegate*<T**, long*, T*, long, void> exp)
    : ILineKernel<T, ExponentialsOfLine> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly delegate*<T**, long*, T*, long, void> _exp = exp;

    public T Empty => T.NegativeInfinity;

    public ExponentialsOfLine Leaf(T* x, int length, long position)
    {
        T largest = RowReduction.FarLeaf<Largest, T>(x, length);
        // Infinities stand for themselves: less themselves they would be NaN.
        if (!T.IsFinite(largest)) return new(double.CreateTruncating(largest), 1);
        T* tile = stackalloc T[RowReduction.LeafLength];
        ShiftedExponentials.Of(x, largest, tile, length, _exp);
        return new(double.CreateTruncating(largest), RowReduction.WideLeaf<Adding, T>(tile, length));
    }

    public ExponentialsOfLine Combine(ExponentialsOfLine x, ExponentialsOfLine y)
    {
        if (x.Largest == y.Largest) return new(x.Largest, x.Sum + y.Sum);
        if (x.Largest > y.Largest || double.IsNaN(x.Largest)) return Join(x, y);
        return Join(y, x);
    }

    public T Finish(ExponentialsOfLine all, T* x, long step, long length) =>
        T.CreateTruncating(double.IsInfinity(all.Largest) ? all.Largest : all.Largest + Math.Log(all.Sum));

    private static ExponentialsOfLine Join(ExponentialsOfLine larger, ExponentialsOfLine smaller) =>
        new(larger.Largest, larger.Sum + (smaller.Sum * Math.Exp(smaller.Largest - larger.Largest)));
}
