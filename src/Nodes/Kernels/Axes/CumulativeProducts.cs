using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// All elements up to each one multiplied, one after the other, floats as doubles. From the first product on that is
/// no normal number the exponent is kept apart, so that each product is infinite, 0 or NaN only where it is so itself.
/// </summary>
internal sealed unsafe class CumulativeProducts<T> : LineMap<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // The smallest normal number itself may come of rounding up one that is not.
    private const double Least = 2.2250738585072014e-308;

    protected override void Line(T* x, T* result, long length)
    {
        double all = Widening.Of<T, double>(x[0]);
        result[0] = x[0];
        for (long i = 1; i < length; i++)
        {
            double next = all * Widening.Of<T, double>(x[i]);
            if (Math.Abs(next) is not (> Least and <= double.MaxValue))
            {
                Apart(x, result, i, length, ScaledNumber.Of(all));
                return;
            }

            all = next;
            result[i] = Widening.Back<T>(all);
        }
    }

    private static void Apart(T* x, T* result, long i, long length, ScaledNumber all)
    {
        for (; i < length; i++)
        {
            all *= ScaledNumber.Of(Widening.Of<T, double>(x[i]));
            result[i] = ScaledProduct<T>.Finish(all);
        }
    }
}
