using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// All elements up to each one added, one after the other, floats as doubles. A sum that overflows is kept in smaller
/// units until it is back among the numbers, so that it is infinite only where it overflows itself.
/// </summary>
internal sealed unsafe class CumulativeSums<T> : LineMap<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Greater = 18446744073709551616.0, Smaller = 1 / Greater;

    protected override void Line(T* x, T* result, long length)
    {
        double all = Widening.Of<T, double>(x[0]);
        result[0] = x[0];
        for (long i = 1; i < length; i++)
        {
            double more = Widening.Of<T, double>(x[i]), next = all + more;
            if (double.IsInfinity(next) && double.IsFinite(all) && double.IsFinite(more))
            {
                i = Beyond(x, result, i, length, ref all) - 1;
                continue;
            }

            all = next;
            result[i] = Widening.Back<T>(all);
        }
    }

    /// <summary>Goes on in small units; answers where the sum is a number again, or is infinite for good.</summary>
    private static long Beyond(T* x, T* result, long i, long length, ref double all)
    {
        double small = all * Smaller;
        do
        {
            small += Widening.Of<T, double>(x[i]) * Smaller;
            all = small * Greater;
            result[i++] = Widening.Back<T>(all);
        }
        while (i < length && double.IsInfinity(all) && double.IsFinite(small));
        return i;
    }
}
