namespace Dataflow.TestKit.Accuracy;

/// <summary>What functions give for special arguments, as C and IEEE 754 say; null where the value decides.</summary>
internal static class Rules
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    public static double? NoNumber(double x) => double.IsNaN(x) ? NaN : null;

    /// <summary>A zero stays the zero that it is.</summary>
    public static double? Zero(double x) => x == 0 ? x : null;

    /// <summary>Zeros, infinities and NaN stay themselves.</summary>
    public static double? Odd(double x) => x == 0 || !double.IsFinite(x) ? x : null;

    public static double? Exponential(double x) => x == -Infinity ? 0 : x == Infinity ? x : NoNumber(x);

    public static double? Sigmoid(double x) => x == -Infinity ? 0 : x == Infinity ? 1 : NoNumber(x);

    public static double? Logarithm(double x) =>
        x == 0 ? -Infinity : x < 0 ? NaN : x == 1 ? 0 : double.IsFinite(x) ? null : x;

    public static double? LogarithmOfOneMore(double x) => x == -1 ? -Infinity : x < -1 ? NaN : Odd(x);

    public static double? Periodic(double x) => double.IsInfinity(x) ? NaN : Odd(x);

    public static double? Inside(double x) => Math.Abs(x) > 1 ? NaN : NoNumber(x);

    public static double? AreaTangent(double x) => Math.Abs(x) == 1 ? x * Infinity : Inside(x) ?? Zero(x);

    public static double? Hypotenuse(double x, double y)
    {
        if (double.IsInfinity(x) || double.IsInfinity(y)) return Infinity;
        if (double.IsNaN(x) || double.IsNaN(y)) return NaN;
        return x == 0 ? Math.Abs(y) : y == 0 ? Math.Abs(x) : null;
    }

    public static double? Remainder(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y) || double.IsInfinity(x) || y == 0) return NaN;
        if (x == 0 || double.IsInfinity(y)) return x;
        return Roots.Fmod(x, y); // which is exact
    }

    public static double? Angle(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return NaN;
        if (x != 0 && y != 0 && double.IsFinite(x) && double.IsFinite(y)) return null;
        if (double.IsInfinity(x) && double.IsInfinity(y)) return null;
        bool upright = double.IsInfinity(y) || (y != 0 && x == 0);
        return Math.CopySign(upright ? Math.PI / 2 : double.IsNegative(x) ? Math.PI : 0, y);
    }

    public static double? Power(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return NaN;
        double size = Math.Abs(x);
        if (double.IsInfinity(y)) return size == 1 ? 1 : (size > 1) == (y > 0) ? Infinity : 0;
        bool isWhole = Math.Floor(y) == y, isOdd = isWhole && Math.Abs(y % 2) == 1;
        if (x == 0 || double.IsInfinity(x))
        {
            double end = (x == 0) == (y > 0) ? 0 : Infinity;
            return isOdd ? Math.CopySign(end, x) : end;
        }

        if (x < 0 && !isWhole) return NaN;
        return x == -1 ? (isOdd ? -1 : 1) : null;
    }
}
