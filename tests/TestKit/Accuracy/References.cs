namespace Dataflow.TestKit.Accuracy;

/// <summary>Every function that is measured against double-double; one row each.</summary>
internal static class References
{
    private const double Usual = 2, Hard = 2.1;
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    public static IReadOnlyList<Reference> All { get; } =
    [
        Unary("exp", x => Exponentials.Exp(x), Rules.Exponential, -10, 10, (-760, 720)),
        Unary("exp2", Exponentials.Exp2, Rules.Exponential, -10, 10, (-1080, 1030)),
        Unary("expm1", Exponentials.Expm1, x => x == -Infinity ? -1 : Rules.Odd(x), -10, 10, (-50, 720)),
        Unary("log", x => Exponentials.Log(x), Rules.Logarithm, 0.01, 100),
        Unary("log2", x => Exponentials.Log2(x), Rules.Logarithm, 0.01, 100),
        Unary("log10", x => Exponentials.Log10(x), Rules.Logarithm, 0.01, 100),
        Unary("log1p", x => Exponentials.Log1p(x), Rules.LogarithmOfOneMore, -0.9, 10),
        Unary("sin", Angles.Sin, Rules.Periodic, -10, 10, (-1e9, 1e9)),
        Unary("cos", Angles.Cos, x => x == 0 ? 1 : Rules.Periodic(x), -10, 10, (-1e9, 1e9)),
        Unary("tan", Angles.Tan, Rules.Periodic, -10, 10, (-1e9, 1e9)),
        Unary("asin", Angles.Asin, x => Rules.Inside(x) ?? Rules.Zero(x), -1, 1),
        Unary("acos", Angles.Acos, x => x == 1 ? 0 : Rules.Inside(x), -1, 1),
        Unary("atan", Angles.Atan, x => double.IsInfinity(x) ? Math.CopySign(Math.PI / 2, x) : Rules.Odd(x), -10, 10),
        Unary("sinh", Hyperbolics.Sinh, Rules.Odd, -10, 10, (-712, 712)),
        Unary("cosh", Hyperbolics.Cosh, x => double.IsInfinity(x) ? Infinity : Rules.NoNumber(x), -10, 10, (-712, 712)),
        Unary("tanh", Hyperbolics.Tanh, x => double.IsInfinity(x) ? Math.Sign(x) : Rules.Odd(x), -10, 10, (-25, 25)),
        Unary("asinh", Hyperbolics.Asinh, Rules.Odd, -10, 10),
        Unary("acosh", Hyperbolics.Acosh, x => x < 1 ? NaN : x == 1 ? 0 : Rules.Odd(x), 1, 10),
        Unary("atanh", Hyperbolics.Atanh, Rules.AreaTangent, -1, 1),
        Unary("sigmoid", Exponentials.Sigmoid, Rules.Sigmoid, -10, 10, (-760, 50)),
        Unary("softplus", Exponentials.Softplus, Rules.Exponential, -10, 10, (-760, 50)),
        Unary("erf", Roots.Erf, x => double.IsInfinity(x) ? Math.Sign(x) : Rules.Odd(x), -3, 3, (-7, 7), Hard),
        Unary("cbrt", Roots.Cbrt, Rules.Odd, -10, 10),
        Binary("pow", Exponentials.Pow, Rules.Power, 0.1, 10, Samples.Powers, Hard),
        Binary("atan2", Angles.Atan2, Rules.Angle, -10, 10, Samples.Neighbours),
        Binary("hypot", Roots.Hypot, Rules.Hypotenuse, -10, 10, Samples.Neighbours),
        Binary("fmod", (x, y) => Roots.Fmod(x, y), Rules.Remainder, -10, 10, Samples.Neighbours, 0),
    ];

    /// <summary>The row of that name; null when the function is not measured.</summary>
    public static Reference? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static Reference Unary(
        string name, Func<double, WideReal> value, Func<double, double?> rule, double low, double high,
        (double Low, double High)? wholeRange = null, double limit = Usual) =>
        new(name, (x, _) => value(x), (x, _) => rule(x), limit) { Domain = (low, high), WholeRange = wholeRange };

    private static Reference Binary(
        string name, Func<double, double, WideReal> value, Func<double, double, double?> rule, double low, double high,
        Func<Random, FloatFormat, (double X, double Y)> pairs, double limit = Usual) =>
        new(name, value, rule, limit) { Arity = 2, Domain = (low, high), Pairs = pairs };
}
