namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A number with its exponent kept apart, so that products of any length neither overflow nor vanish on the way. The
/// mantissa is 1 or more and below 2, either sign; 0, the infinities and NaN stand for themselves.
/// </summary>
internal readonly record struct ScaledNumber(double Mantissa, long Exponent)
{
    /// <summary>The bits of a double that hold its exponent.</summary>
    public const long ExponentField = 0x7FF0_0000_0000_0000;

    /// <summary>One in the last place of the exponent.</summary>
    public const long ExponentUnit = 1L << MantissaBits;

    /// <summary>The bits of a double's mantissa that are stored.</summary>
    public const int MantissaBits = 52;

    /// <summary>What is stored for the exponent 0.</summary>
    public const int Bias = 1023;

    // Makes any subnormal number a normal one.
    private const int Lift = 54;

    // Beyond it every double has overflowed or vanished.
    private const long Beyond = 4096;

    // A number of ample size has vanished below it, or overflowed beyond.
    private const long Vanishes = 1332;

    // A number of ample size is a normal one still after so many powers of two either way.
    private const long FirstPower = 512;

    public static ScaledNumber One => new(1, 0);

    /// <summary>Exactly this number.</summary>
    public static ScaledNumber Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x), field = bits & ExponentField;
        if (field is 0 or ExponentField) return OfUnusual(x);
        double mantissa = BitConverter.Int64BitsToDouble((bits & ~ExponentField) | BitConverter.DoubleToInt64Bits(1));
        return new(mantissa, (field >> MantissaBits) - Bias);
    }

    /// <summary>The product, rounded once.</summary>
    public static ScaledNumber operator *(ScaledNumber x, ScaledNumber y)
    {
        ScaledNumber product = Of(x.Mantissa * y.Mantissa);
        return product with { Exponent = product.Exponent + x.Exponent + y.Exponent };
    }

    /// <summary>The nearest double: infinite or 0 only where the number itself is beyond all doubles.</summary>
    public double ToDouble()
    {
        return Exponent is > -Bias and <= Bias
            ? Mantissa * Power(Exponent)
            : Math.ScaleB(Mantissa, (int)Math.Clamp(Exponent, -Beyond, Beyond));
    }

    /// <summary>
    /// Two factors that turn any number of ample size, taken times two to that power, into the nearest double: only
    /// the second multiplication rounds. What overflows or vanishes for all such numbers does so at once.
    /// </summary>
    public static (double First, double Second) Factors(long exponent)
    {
        if (exponent == 0) return (1, 1);
        if (exponent < -Vanishes) return (0, 1);
        if (exponent > Vanishes) return (double.PositiveInfinity, 1);
        long first = Math.Clamp(exponent, -FirstPower, FirstPower);
        return (Power(first), Power(exponent - first));
    }

    private static double Power(long exponent) => BitConverter.Int64BitsToDouble((exponent + Bias) << MantissaBits);

    private static ScaledNumber OfUnusual(double x)
    {
        if (x == 0 || !double.IsFinite(x)) return new(x, 0);
        ScaledNumber lifted = Of(x * (1L << Lift));
        return lifted with { Exponent = lifted.Exponent - Lift };
    }
}
