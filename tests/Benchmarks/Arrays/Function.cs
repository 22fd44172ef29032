namespace Dataflow.Benchmarks.Arrays;

/// <summary>
/// A function to measure alone, where its users work. How fast it is to be beside libmvec is what a first prototype
/// reached, in the same run and on one thread; null where there was nothing to compare it with.
/// </summary>
internal sealed record Function(string Name, double Low, double High, double? RatioF64 = null, double? RatioF32 = null)
{
    /// <summary>From and to of the second operand; null for functions of one.</summary>
    public (double Low, double High)? Second { get; init; }

    public static IReadOnlyList<Function> All { get; } =
    [
        new("exp", -10, 10, 1.35, 1.50), new("expm1", -10, 10, 0.81, 0.83), new("exp2", -10, 10),
        new("log", 0.1, 10, 0.92, 0.74), new("log1p", -0.9, 10, 0.56, 0.73), new("log2", 0.1, 10, 0.58, 0.51),
        new("log10", 0.1, 10),
        new("sin", -10, 10, 0.57, 0.63), new("cos", -10, 10, 0.55, 0.60), new("tan", -10, 10, 0.48, 0.51),
        new("asin", -1, 1, 0.92, 0.93), new("acos", -1, 1, 0.79, 0.76), new("atan", -5, 5, 0.92, 0.90),
        new("sinh", -3, 3, 1.21, 0.71), new("cosh", -3, 3, 0.66, 0.76), new("tanh", -3, 3, 0.91, 0.48),
        new("asinh", -5, 5), new("acosh", 1, 10), new("atanh", -0.99, 0.99),
        new("sigmoid", -10, 10), new("softplus", -10, 10),
        new("erf", -3, 3, 0.88, 1.15), new("cbrt", -10, 10, 0.40, 0.32),
        new("pow", 0.1, 10, 0.60) { Second = (-3, 3) },
        new("atan2", -3, 3, 0.48) { Second = (0.1, 10) },
        new("hypot", -10, 10) { Second = (-10, 10) },
        new("fmod", -10, 10) { Second = (0.1, 10) },
        new("sqrt", 0.1, 10), new("round", -10, 10), new("abs", -10, 10), new("neg", -10, 10),
        new("add", -10, 10) { Second = (-10, 10) },
        new("div", -10, 10) { Second = (0.1, 10) },
    ];

    public double? Ratio(string type) => type == "f64" ? RatioF64 : RatioF32;
}
