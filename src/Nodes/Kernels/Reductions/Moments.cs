using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How many elements a part of a line has, their mean, and the sum of the squares of what they are off it.
/// </summary>
internal readonly record struct Moments(double Count, double Mean, double Squares);

/// <summary>
/// The variance: sum of squared deviations from the mean, over the count less some degrees of freedom. A leaf is gone
/// over twice, for its mean and for what is off it; leaves are combined by the formula of Chan, Golub and LeVeque, so
/// nothing large cancels, however far the mean is from zero. Where squares of doubles overflow or vanish, the line is
/// gone over again, in units of its greatest element.
/// </summary>
internal readonly unsafe struct Variance<T>(double degrees, bool isRooted) : ILineKernel<T, Moments>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Below it, squares that matter may have lost bits.
    private const double Vanishing = 1e-280;

    public T Empty => T.NaN;

    public Moments Leaf(T* x, int length, long position)
    {
        double sum = RowReduction.WideLeaf<Adding, T>(x, length);
        double mean = sum / length;
        return new(length, mean, Squares(x, length, mean));
    }

    public Moments Combine(Moments x, Moments y)
    {
        double count = x.Count + y.Count, off = y.Mean - x.Mean;
        return new(
            count, x.Mean + (off * (y.Count / count)),
            x.Squares + y.Squares + (off * off * (x.Count * (y.Count / count))));
    }

    public T Finish(Moments all, T* x, long step, long length)
    {
        // As NumPy: no degree left gives what the quotient is, none below zero.
        double left = Math.Max(all.Count - degrees, 0), variance = all.Squares / left;
        bool isSafe = typeof(T) == typeof(float) || all.Squares is > Vanishing and <= double.MaxValue;
        int unit = isSafe ? 0 : ScaledMoments.UnitFor((double*)x, step, length);
        if (unit != 0) variance = ScaledMoments.Squares((double*)x, step, length, unit) / left;
        return T.CreateTruncating(
            isRooted ? Math.ScaleB(Math.Sqrt(variance), unit) : Math.ScaleB(variance, 2 * unit));
    }

    /// <summary>The squares around the mean, less what the mean's own rounding adds to them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(T* x, int length, double mean)
    {
        Vector512<double> squares = default, moreSquares = default, offs = default, center = Vector512.Create(mean);
        int lanes = Vector512<double>.Count, i = 0;
        for (; i <= length - (2 * lanes); i += 2 * lanes)
        {
            Vector512<double> off = Widening.Load<T, double>(x + i) - center;
            Vector512<double> more = Widening.Load<T, double>(x + i + lanes) - center;
            squares += off * off;
            moreSquares += more * more;
            offs += off + more;
        }

        double sum = Vector512.Sum(squares + moreSquares), rest = Vector512.Sum(offs);
        for (; i < length; i++)
        {
            double off = double.CreateTruncating(x[i]) - mean;
            sum += off * off;
            rest += off;
        }

        return sum - (rest * (rest / length));
    }
}
