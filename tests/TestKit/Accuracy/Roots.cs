using System.Numerics;

namespace Dataflow.TestKit.Accuracy;

/// <summary>The rest of the functions: roots, the error function, the remainder.</summary>
internal static class Roots
{
    /// <summary>One step of Newton's from the double's root, which doubles its number of right digits.</summary>
    public static WideReal Cbrt(double x)
    {
        WideReal wide = x;
        int third = (int)Math.Floor(wide.Exponent / 3.0);
        DoubleDouble value = DoubleDouble.ScaleB(wide.Digits, wide.Exponent - (3 * third));
        DoubleDouble root = Math.Cbrt(value.High);
        for (int i = 0; i < 2; i++) root -= ((root * root * root) - value) / (root * root * 3);
        return new(root, third);
    }

    public static WideReal Hypot(double x, double y)
    {
        int exponent = Math.Max(x == 0 ? int.MinValue : Math.ILogB(x), y == 0 ? int.MinValue : Math.ILogB(y));
        DoubleDouble a = Scaled(x, -exponent), b = Scaled(y, -exponent);
        return new(DoubleDouble.Sqrt((a * a) + (b * b)), exponent);
    }

    /// <summary>2/√π exp(-x²) (x + 2 x³/3 + 4 x⁵/15 ...), in which nothing cancels.</summary>
    public static WideReal Erf(double x)
    {
        if (Math.Abs(x) > 8.5) return Math.Sign(x);
        DoubleDouble factor = 2 / DoubleDouble.Sqrt(Angles.Pi);
        if (Math.Abs(x) < 1e-40) return (WideReal)x * factor;
        DoubleDouble square = DoubleDouble.Product(x, x), term = x, sum = x;
        for (int n = 3; Math.Abs(term.High) > Math.Abs(sum.High) * 1e-34; n += 2)
        {
            term = term * square * 2 / n;
            sum += term;
        }

        return Exponentials.Exp(-square) * (sum * factor);
    }

    /// <summary>The remainder of x by y with the sign of x, exactly.</summary>
    public static double Fmod(double x, double y)
    {
        (BigInteger a, int exponent) = Whole(x);
        (BigInteger b, int other) = Whole(y);
        int low = Math.Min(exponent, other);
        BigInteger rest = (a << (exponent - low)) % (b << (other - low));
        return Math.CopySign(Math.ScaleB((double)rest, low), x);
    }

    private static (BigInteger Digits, int Exponent) Whole(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long digits = bits & 0xfffffffffffff;
        int exponent = (int)((bits >> 52) & 0x7ff);
        return exponent == 0 ? (digits, -1074) : (digits | 0x10000000000000, exponent - 1075);
    }

    private static double Scaled(double x, int exponent) =>
        Math.ScaleB(Math.ScaleB(x, exponent / 2), exponent - (exponent / 2));
}
