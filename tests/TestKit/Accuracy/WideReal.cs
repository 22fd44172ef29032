namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// A double-double times a power of two: a result of which no digit is lost where a double would overflow or would
/// have fewer digits, being subnormal.
/// </summary>
internal readonly record struct WideReal(DoubleDouble Digits, int Exponent)
{
    public static implicit operator WideReal(DoubleDouble value) => new(value, 0);

    public static implicit operator WideReal(double value) => Of(value);

    public bool IsNegative => Digits.High < 0;

    /// <summary>The double's digits, between 1 and 2 unless it is zero, and its exponent.</summary>
    public static WideReal Of(double value)
    {
        if (value == 0) return new(value, 0);
        int exponent = Math.ILogB(value);
        return new(Math.ScaleB(Math.ScaleB(value, -exponent / 2), -exponent + (exponent / 2)), exponent);
    }

    public static WideReal operator -(WideReal x) => x with { Digits = -x.Digits };

    public static WideReal operator *(WideReal x, DoubleDouble y) => x with { Digits = x.Digits * y };

    public static WideReal operator /(WideReal x, WideReal y) => new(x.Digits / y.Digits, x.Exponent - y.Exponent);

    /// <summary>
    /// How far a result is from this value, in units in the last place that this value has in the format. Overflow
    /// counts as the first number that the format has no room for.
    /// </summary>
    public double UlpsTo(double came, FloatFormat format)
    {
        if (Digits.High == 0) return came == 0 ? 0 : double.PositiveInfinity;
        int own = Math.ILogB(Digits.High);
        int exponent = Math.Max(Exponent + own, format.LeastExponent);
        WideReal exact = this;
        if (exponent > format.GreatestExponent)
        {
            exponent = format.GreatestExponent;
            exact = new(IsNegative ? -2 : 2, exponent);
        }

        int unit = exponent - (format.Precision - 1);
        double nearest = double.IsInfinity(came)
            ? Math.Sign(came) * Math.ScaleB(2, format.Precision - 1)
            : Units(came, unit);
        return Math.Abs((DoubleDouble.ScaleB(exact.Digits, exact.Exponent - unit) - nearest).High);
    }

    private static double Units(double value, int unit) =>
        Math.ScaleB(Math.ScaleB(value, -unit / 2), -unit + (unit / 2));
}

/// <summary>How many bits a number has, and between which exponents they are all there.</summary>
internal sealed record FloatFormat(int Precision, int LeastExponent, int GreatestExponent)
{
    public static readonly FloatFormat Double = new(53, -1022, 1023);

    public static readonly FloatFormat Single = new(24, -126, 127);
}
