namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// What one function is: its value in double-double wherever it is not a matter of rules, the rules for special
/// arguments, where to try it, and how many units in the last place its operator may be off.
/// </summary>
internal sealed class Reference(
    string name, Func<double, double, WideReal> value, Func<double, double, double?> rule, double limit)
{
    public string Name => name;

    /// <summary>How many units in the last place the operator may be off.</summary>
    public double Limit => limit;

    /// <summary>One or two operands.</summary>
    public int Arity { get; init; } = 1;

    /// <summary>Where the work of its users is: from and to, the same for each operand.</summary>
    public (double Low, double High) Domain { get; init; } = (-10, 10);

    /// <summary>From nothing to overflow, where that is far less than the range of numbers.</summary>
    public (double Low, double High)? WholeRange { get; init; }

    /// <summary>Pairs of operands that are of interest together, from a random source.</summary>
    public Func<Random, FloatFormat, (double X, double Y)>? Pairs { get; init; }

    /// <summary>What the result must be, sign and all, where that is a matter of rules; NaN is any NaN.</summary>
    public double? Rule(double x, double y) => rule(x, y);

    /// <summary>The value, where no rule says it.</summary>
    public WideReal Value(double x, double y) => value(x, y);

    /// <summary>How many units in the last place a result is off; infinitely many where a rule is broken.</summary>
    public double UlpsOff(double x, double y, double came, FloatFormat format)
    {
        if (Rule(x, y) is { } expected)
        {
            double rounded = format == FloatFormat.Single ? (float)expected : expected;
            return IsSame(rounded, came) ? 0 : double.PositiveInfinity;
        }

        WideReal exact = Value(x, y);
        if (double.IsNaN(came) || (exact.Digits.High != 0 && exact.IsNegative != double.IsNegative(came)))
            return double.PositiveInfinity;
        return exact.UlpsTo(came, format);
    }

    public override string ToString() => Name;

    private static bool IsSame(double x, double y) =>
        double.IsNaN(x) ? double.IsNaN(y) : BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y);
}
