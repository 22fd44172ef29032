using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// What is left of x when y has been taken from it a whole number of times: exactly, as C's fmod. A quotient that is
/// below 2^53 (2^24 in single precision) is at most one too great, which the remainder shows.
/// </summary>
internal static unsafe class Remainder
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const double Most = 9007199254740992, SingleMost = 16777216;

    [MethodImpl(Inline)]
    public static V Fmod<V>(V x, V y) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), divisor = V.Abs(y), infinity = V.Create(double.PositiveInfinity);
        V quotient = V.Truncate(size / divisor);
        V left = V.NegatedMultiplyAdd(quotient, divisor, size);
        V result = left + (V.LessThan(left, V.Create(0)) & divisor);
        V usual = V.LessThan(quotient, V.Create(V.IsSingle ? SingleMost : Most)) & V.LessThan(divisor, infinity);
        if (V.Any(~usual)) result = V.Select(usual, result, PerLane.Map(size, divisor, &OfAny, &OfAny));
        return SignBits.Give(result, x);
    }

    /// <summary>Long division, fifty digits of the quotient at a time.</summary>
    private static double OfAny(double size, double divisor)
    {
        if (!double.IsFinite(size) || double.IsNaN(divisor) || divisor == 0) return double.NaN;
        while (size / divisor >= Most)
        {
            int exponent = Math.ILogB(size) - Math.ILogB(divisor) - 50;
            double multiple = Math.ScaleB(divisor, exponent);
            size = Left(size, multiple);
        }

        return double.IsInfinity(divisor) ? size : Left(size, divisor);
    }

    private static float OfAny(float size, float divisor) => (float)OfAny((double)size, divisor);

    private static double Left(double size, double divisor)
    {
        double left = Math.FusedMultiplyAdd(-Math.Truncate(size / divisor), divisor, size);
        return left < 0 ? left + divisor : left;
    }
}
