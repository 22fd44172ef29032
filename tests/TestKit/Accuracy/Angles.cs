using System.Numerics;

namespace Dataflow.TestKit.Accuracy;

/// <summary>Sines and their inverses in double-double; every argument is reduced exactly, in whole numbers.</summary>
internal static class Angles
{
    public static readonly DoubleDouble Pi = FixedPoint.ToDoubleDouble(FixedPoint.Pi, FixedPoint.Bits);

    private const double Tiny = 1e-40; // the next term of an odd function's series is beyond the last digit

    public static WideReal Sin(double x)
    {
        if (Math.Abs(x) < Tiny) return x;
        (int quadrant, DoubleDouble rest) = Reduce(x);
        DoubleDouble value = quadrant % 2 == 0 ? SinOfSmall(rest) : CosOfSmall(rest);
        return quadrant >= 2 ? -value : value;
    }

    public static WideReal Cos(double x)
    {
        (int quadrant, DoubleDouble rest) = Reduce(x);
        DoubleDouble value = quadrant % 2 == 0 ? CosOfSmall(rest) : SinOfSmall(rest);
        return quadrant is 1 or 2 ? -value : value;
    }

    public static WideReal Tan(double x)
    {
        if (Math.Abs(x) < Tiny) return x;
        (int quadrant, DoubleDouble rest) = Reduce(x);
        DoubleDouble sin = SinOfSmall(rest), cos = CosOfSmall(rest);
        return quadrant % 2 == 0 ? sin / cos : -(cos / sin);
    }

    public static WideReal Asin(double x)
    {
        if (Math.Abs(x) < Tiny) return x;
        return Math.Abs(x) == 1
            ? Pi * (0.5 * x)
            : Atan(x / DoubleDouble.Sqrt(((DoubleDouble)1 - x) * ((DoubleDouble)1 + x)));
    }

    public static WideReal Acos(double x) =>
        x == -1 ? Pi : Atan(DoubleDouble.Sqrt(((DoubleDouble)1 - x) / ((DoubleDouble)1 + x))) * 2;

    public static WideReal Atan(double x) => Math.Abs(x) < Tiny ? x : Atan((DoubleDouble)x);

    /// <summary>The angle of the point (x, y); neither is zero, and both are infinite or none.</summary>
    public static WideReal Atan2(double y, double x)
    {
        if (double.IsInfinity(x)) (x, y) = (Math.Sign(x), Math.Sign(y));
        WideReal ratio = (WideReal)Math.Abs(y) / Math.Abs(x);
        if (ratio.Exponent < -200 && x > 0) return y < 0 ? -ratio : ratio;
        DoubleDouble angle = Atan(DoubleDouble.ScaleB(ratio.Digits, Math.Clamp(ratio.Exponent, -500, 500)));
        if (x < 0) angle = Pi - angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>The double's arctangent t, and then the small angle between it and that of x.</summary>
    public static DoubleDouble Atan(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 1) return (Pi * (0.5 * Math.Sign(x.High))) - Atan(1 / x);
        double near = Math.Atan(x.High);
        DoubleDouble sin = SinOfSmall(near), cos = CosOfSmall(near);
        DoubleDouble tangent = ((x * cos) - sin) / (cos + (x * sin));
        return tangent + near; // its arctangent is itself: its cube is beyond the last digit
    }

    /// <summary>How often π/2 goes into x, modulo 4, and what is left: at most π/4 either way.</summary>
    private static (int Quadrant, DoubleDouble Remnant) Reduce(double x)
    {
        if (Math.Abs(x) < 0.785) return (0, x);
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7ff) - 1075;
        int fraction = Math.Max(256, exponent + 256 + 64);
        BigInteger digits = (bits & 0xfffffffffffff) | 0x10000000000000;
        BigInteger value = digits << (fraction + exponent), right = FixedPoint.Pi >> (FixedPoint.Bits - fraction + 1);
        BigInteger count = (value + (right >> 1)) / right;
        DoubleDouble rest = FixedPoint.ToDoubleDouble(value - (count * right), fraction);
        int quadrant = (int)(count % 4);
        return x < 0 ? ((4 - quadrant) % 4, -rest) : (quadrant, rest);
    }

    private static DoubleDouble SinOfSmall(DoubleDouble x) => Series(x, x, 1);

    private static DoubleDouble CosOfSmall(DoubleDouble x) => Series(1, x, 0);

    /// <summary>Taylor's series, from its first term on.</summary>
    private static DoubleDouble Series(DoubleDouble term, DoubleDouble x, int n)
    {
        DoubleDouble square = -(x * x), sum = term;
        while (Math.Abs(term.High) > Math.Abs(sum.High) * 1e-34)
        {
            term = term * square / ((n + 1) * (n + 2));
            sum += term;
            n += 2;
        }

        return sum;
    }
}
