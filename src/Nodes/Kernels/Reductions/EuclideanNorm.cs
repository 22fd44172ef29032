using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The root of the sum of squares. Where squares of doubles overflow or vanish, the line is gone over again, in units
/// of its greatest element.
/// </summary>
internal readonly unsafe struct EuclideanNorm<T> : ILineKernel<T, double> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Below it, squares of elements that matter may have lost bits.
    private const double Vanishing = 1e-280;

    public T Empty => T.Zero;

    public double Leaf(T* x, int length, long position) => RowReduction.WideLeaf<Squaring, T>(x, length);

    public double Combine(double x, double y) => x + y;

    public T Finish(double all, T* x, long step, long length)
    {
        bool isSafe = typeof(T) == typeof(float) || (double.IsFinite(all) && all > Vanishing);
        return isSafe ? T.CreateTruncating(Math.Sqrt(all)) : Scaled(x, step, length);
    }

    private static T Scaled(T* x, long step, long length)
    {
        T unit = T.Zero;
        for (long i = 0; i < length; i++) unit = T.Max(unit, T.Abs(x[i * step]));
        if (unit == T.Zero || !T.IsFinite(unit)) return unit;
        T sum = T.Zero;
        for (long i = 0; i < length; i++)
        {
            T part = x[i * step] / unit;
            sum += part * part;
        }

        return unit * T.Sqrt(sum);
    }

    private readonly struct Squaring : IReductionKernel
    {
        public static bool IsWide => true;

        public static TAny Identity<TAny>() where TAny : unmanaged, IFloatingPointIeee754<TAny> => TAny.Zero;

        public static TAny Map<TAny>(TAny x) where TAny : unmanaged, IFloatingPointIeee754<TAny> => x * x;

        public static Vector512<TAny> Map<TAny>(Vector512<TAny> x)
            where TAny : unmanaged, IFloatingPointIeee754<TAny> => x * x;

        public static TAny Combine<TAny>(TAny x, TAny y) where TAny : unmanaged, IFloatingPointIeee754<TAny> => x + y;

        public static Vector512<TAny> Combine<TAny>(Vector512<TAny> x, Vector512<TAny> y)
            where TAny : unmanaged, IFloatingPointIeee754<TAny> => x + y;
    }
}
