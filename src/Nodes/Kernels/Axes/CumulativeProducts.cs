using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// All elements up to each one multiplied, one after the other, floats as doubles. The product runs as it is while it
/// is of ample size, times a power of two that stays; where it leaves that range, the power is changed. So each product
/// is infinite, 0 or NaN only where it is so itself.
/// </summary>
internal sealed unsafe class CumulativeProducts<T> : LineMap<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int AtOnce = ScaledVectors.FloatsBetween;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Line(T* x, T* result, long length)
    {
        result[0] = x[0];
        double start = Widening.Of<T, double>(x[0]);
        long i = 1;
        for (long few = Math.Min(length, 2 * AtOnce); i < few; i++)
        {
            double next = start * Widening.Of<T, double>(x[i]);
            if (!ScaledVectors.AreAmple(ScaledVectors.SizeOf(next))) break;
            result[i] = Widening.Back<T>(next);
            start = next;
        }

        if (i < length) Long(x, result, i, length, start);
    }

    private static void Long(T* x, T* result, long i, long length, double start)
    {
        ScaledNumber all = ScaledVectors.AreAmple(ScaledVectors.SizeOf(start)) ? new(start, 0) : ScaledNumber.Of(start);
        while (i < length)
        {
            i = Ample(x, result, i, length, ref all);
            if (i == length) return;
            long next = Math.Min(length, i + AtOnce);
            for (; i < next; i++)
            {
                all *= ScaledNumber.Of(Widening.Of<T, double>(x[i]));
                result[i] = ScaledProduct<T>.Finish(all);
            }

            if (all.Mantissa != 0 && double.IsFinite(all.Mantissa)) continue;
            Plain(x, result, i, length, all.Mantissa);
            return;
        }
    }

    /// <summary>Goes on while products are of ample size; gives the place of the first that may not be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Ample(T* x, T* result, long i, long length, ref ScaledNumber all)
    {
        (double first, double second) = ScaledNumber.Factors(all.Exponent);
        double d = all.Mantissa;
        for (; i <= length - AtOnce; i += AtOnce)
        {
            double a = d * Widening.Of<T, double>(x[i]), b = a * Widening.Of<T, double>(x[i + 1]);
            double c = b * Widening.Of<T, double>(x[i + 2]), next = c * Widening.Of<T, double>(x[i + 3]);
            long sizes = ScaledVectors.SizeOf(next);
            if (typeof(T) == typeof(double))
                sizes |= ScaledVectors.SizeOf(a) | ScaledVectors.SizeOf(b) | ScaledVectors.SizeOf(c);
            if (!ScaledVectors.AreAmple(sizes)) return Left(i, d, ref all);
            result[i] = Widening.Back<T>(a * first * second);
            result[i + 1] = Widening.Back<T>(b * first * second);
            result[i + 2] = Widening.Back<T>(c * first * second);
            result[i + 3] = Widening.Back<T>(next * first * second);
            d = next;
        }

        for (; i < length; i++)
        {
            double next = d * Widening.Of<T, double>(x[i]);
            if (!ScaledVectors.AreAmple(ScaledVectors.SizeOf(next))) break;
            result[i] = Widening.Back<T>(next * first * second);
            d = next;
        }

        return Left(i, d, ref all);
    }

    private static long Left(long i, double mantissa, ref ScaledNumber all)
    {
        all = all with { Mantissa = mantissa };
        return i;
    }

    /// <summary>What comes after 0, an infinity or NaN.</summary>
    private static void Plain(T* x, T* result, long i, long length, double all)
    {
        for (; i < length; i++)
        {
            all *= Widening.Of<T, double>(x[i]);
            result[i] = Widening.Back<T>(all);
        }
    }
}
