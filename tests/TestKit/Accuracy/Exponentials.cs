namespace Dataflow.TestKit.Accuracy;

/// <summary>Exponentials and logarithms in double-double, from their series.</summary>
internal static class Exponentials
{
    public static readonly DoubleDouble Ln2 = FixedPoint.ToDoubleDouble(FixedPoint.Ln2, FixedPoint.Bits);

    public static readonly DoubleDouble Ln10 = FixedPoint.ToDoubleDouble(FixedPoint.Ln10, FixedPoint.Bits);

    private const int Halvings = 8;

    /// <summary>e to the power of x, for every x.</summary>
    public static WideReal Exp(DoubleDouble x)
    {
        double clamped = Math.Clamp(x.High, -100_000, 100_000); // far beyond every format
        if (clamped != x.High) x = clamped;
        double exponent = Math.Round(x.High / Ln2.High);
        return new(1 + Expm1OfSmall(x - (Ln2 * exponent)), (int)exponent);
    }

    /// <summary>2 to the power of x.</summary>
    public static WideReal Exp2(double x)
    {
        double whole = Math.Round(Math.Clamp(x, -100_000, 100_000));
        return whole == x || Math.Abs(x) < 100_000
            ? new(1 + Expm1OfSmall(Ln2 * (x - whole)), (int)whole)
            : new(1, (int)whole);
    }

    /// <summary>e to the power of x, less 1, with all digits near 0 too.</summary>
    public static WideReal Expm1(double x)
    {
        if (Math.Abs(x) < 1e-40) return x;
        if (Math.Abs(x) < 0.5) return Expm1OfSmall(x);
        if (x > 100) return Exp(x); // the 1 is beyond the last digit
        WideReal power = Exp(x);
        return DoubleDouble.ScaleB(power.Digits, Math.Max(power.Exponent, -200)) - 1;
    }

    /// <summary>The natural logarithm of x above 0.</summary>
    public static DoubleDouble Log(WideReal x)
    {
        int exponent = Math.ILogB(x.Digits.High);
        DoubleDouble digits = DoubleDouble.ScaleB(x.Digits, -exponent);
        if (digits.High > Math.Sqrt(2)) (digits, exponent) = (DoubleDouble.ScaleB(digits, -1), exponent + 1);
        return (Ln2 * (exponent + x.Exponent)) + Log1pOfSmall(digits - 1);
    }

    /// <summary>The natural logarithm of 1 + x, with all digits near 0 too.</summary>
    public static WideReal Log1p(WideReal x)
    {
        if (x.Exponent + Math.ILogB(x.Digits.High) < -140) return x;
        DoubleDouble value = DoubleDouble.ScaleB(x.Digits, x.Exponent);
        return DoubleDouble.Abs(value) < 0.3 ? Log1pOfSmall(value) : Log(value + 1);
    }

    /// <summary>The logarithm to base 2; exact for powers of two.</summary>
    public static DoubleDouble Log2(double x)
    {
        WideReal wide = x;
        return wide.Digits.High > Math.Sqrt(2)
            ? (Log(DoubleDouble.ScaleB(wide.Digits, -1)) / Ln2) + (wide.Exponent + 1)
            : (Log(wide.Digits) / Ln2) + wide.Exponent;
    }

    public static DoubleDouble Log10(double x) => Log(x) / Ln10;

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static WideReal Sigmoid(double x)
    {
        if (x < -100) return Exp(x); // the 1 is all that counts in the denominator
        WideReal power = Exp(Math.Max(-x, -200));
        return 1 / (1 + DoubleDouble.ScaleB(power.Digits, power.Exponent));
    }

    /// <summary>log(1 + exp(x)).</summary>
    public static WideReal Softplus(double x) => x > 100 ? x : Log1p(Exp(x));

    /// <summary>x to the power of y, for x neither 0, 1 nor -1; where x is below 0, y is a whole number.</summary>
    public static WideReal Pow(double x, double y)
    {
        DoubleDouble log = Log(Math.Abs(x));
        WideReal power = Math.Abs(log.High * y) > 1e5 ? Exp(1e5 * Math.Sign(y) * Math.Sign(log.High)) : Exp(log * y);
        return x < 0 && Math.Abs(y % 2) == 1 ? -power : power;
    }

    /// <summary>Taylor's series of a 256th of x, then (1 + t)^2 - 1 = t (2 + t), eight times.</summary>
    public static DoubleDouble Expm1OfSmall(DoubleDouble x)
    {
        x = DoubleDouble.ScaleB(x, -Halvings);
        DoubleDouble term = x, sum = x;
        for (int n = 2; Math.Abs(term.High) > Math.Abs(sum.High) * 1e-34; n++)
        {
            term = term * x / n;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++) sum *= sum + 2;
        return sum;
    }

    /// <summary>Twice the series of the hyperbolic arctangent of x / (2 + x).</summary>
    private static DoubleDouble Log1pOfSmall(DoubleDouble x)
    {
        DoubleDouble s = x / (x + 2), square = s * s, power = s, sum = s;
        for (int n = 3; Math.Abs(power.High) > Math.Abs(sum.High) * 1e-34; n += 2)
        {
            power *= square;
            sum += power / n;
        }

        return sum * 2;
    }
}
