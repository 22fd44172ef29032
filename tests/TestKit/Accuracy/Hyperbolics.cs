namespace Dataflow.TestKit.Accuracy;

/// <summary>Hyperbolic functions and their inverses in double-double.</summary>
internal static class Hyperbolics
{
    private const double Tiny = 1e-40; // the next term of an odd function's series is beyond the last digit
    private const double Far = 100; // beyond it the smaller exponential is

    public static WideReal Sinh(double x)
    {
        if (Math.Abs(x) < Tiny) return x;
        if (Math.Abs(x) > Far) return Half(Exponentials.Exp(Math.Abs(x)), x);
        DoubleDouble less = Small(Exponentials.Expm1(Math.Abs(x)));
        return Half(less + (less / (less + 1)), x);
    }

    public static WideReal Cosh(double x)
    {
        WideReal power = Exponentials.Exp(Math.Min(Math.Abs(x), 100_000));
        if (Math.Abs(x) > Far) return Half(power, 1);
        DoubleDouble value = Small(power);
        return Half(value + (1 / value), 1);
    }

    public static WideReal Tanh(double x)
    {
        if (Math.Abs(x) < Tiny) return x;
        DoubleDouble less = Small(Exponentials.Expm1(2 * Math.Min(Math.Abs(x), Far)));
        return less / (less + 2) * Math.Sign(x);
    }

    /// <summary>log(1 + (a + a^2 / (1 + sqrt(1 + a^2)))), where nothing cancels.</summary>
    public static WideReal Asinh(double x)
    {
        double a = Math.Abs(x);
        if (a < Tiny) return x;
        if (a > 1e30) return (Exponentials.Log(a) + Exponentials.Ln2) * Math.Sign(x);
        DoubleDouble square = DoubleDouble.Product(a, a);
        return Small(Exponentials.Log1p(a + (square / (1 + DoubleDouble.Sqrt(square + 1))))) * Math.Sign(x);
    }

    /// <summary>log(1 + (t + sqrt(2 t + t^2))) with t = x - 1.</summary>
    public static WideReal Acosh(double x)
    {
        if (x > 1e30) return Exponentials.Log(x) + Exponentials.Ln2;
        DoubleDouble t = DoubleDouble.Sum(x, -1);
        return Exponentials.Log1p(t + DoubleDouble.Sqrt((t * 2) + (t * t)));
    }

    public static WideReal Atanh(double x)
    {
        double a = Math.Abs(x);
        return a < Tiny ? x : Half(Exponentials.Log1p(2 * a / DoubleDouble.Sum(1, -a)), x);
    }

    private static DoubleDouble Small(WideReal x) => DoubleDouble.ScaleB(x.Digits, x.Exponent);

    private static WideReal Half(WideReal x, double sign) => new(x.Digits * Math.Sign(sign), x.Exponent - 1);
}
