using Dataflow.TestKit.Accuracy;

namespace Dataflow.Nodes.Tests.Operators;

/// <summary>What each elementwise operator means, in the words of <see cref="Math"/>.</summary>
public sealed class DefinitionTests
{
    private static readonly Dictionary<string, Func<double, double, double, double>> Meanings = new()
    {
        ["add"] = (x, y, _) => x + y, ["sub"] = (x, y, _) => x - y, ["mul"] = (x, y, _) => x * y,
        ["div"] = (x, y, _) => x / y, ["pow"] = (x, y, _) => Math.Pow(x, y), ["atan2"] = (x, y, _) => Math.Atan2(x, y),
        ["hypot"] = (x, y, _) => Math.Sqrt((x * x) + (y * y)), ["min2"] = (x, y, _) => Math.Min(x, y),
        ["max2"] = (x, y, _) => Math.Max(x, y), ["neg"] = (x, _, _) => -x, ["abs"] = (x, _, _) => Math.Abs(x),
        ["sqr"] = (x, _, _) => x * x, ["sqrt"] = (x, _, _) => Math.Sqrt(x), ["exp"] = (x, _, _) => Math.Exp(x),
        ["log"] = (x, _, _) => Math.Log(x), ["log2"] = (x, _, _) => Math.Log2(x),
        ["log10"] = (x, _, _) => Math.Log10(x), ["exp2"] = (x, _, _) => Math.Pow(2, x),
        ["expm1"] = (x, _, _) => x == 0 ? x : Math.Exp(x) - 1, ["log1p"] = (x, _, _) => x == 0 ? x : Math.Log(1 + x),
        ["softplus"] = (x, _, _) => x < 0 ? LogOfOneAnd(Math.Exp(x)) : x + LogOfOneAnd(Math.Exp(-x)),
        ["sin"] = (x, _, _) => Math.Sin(x), ["cos"] = (x, _, _) => Math.Cos(x), ["tan"] = (x, _, _) => Math.Tan(x),
        ["asin"] = (x, _, _) => Math.Asin(x),
        ["acos"] = (x, _, _) => Math.Acos(x), ["atan"] = (x, _, _) => Math.Atan(x),
        ["sinh"] = (x, _, _) => Math.Sinh(x),
        ["cosh"] = (x, _, _) => Math.Cosh(x), ["tanh"] = (x, _, _) => Math.Tanh(x),
        ["asinh"] = (x, _, _) => Math.Asinh(x), ["acosh"] = (x, _, _) => Math.Acosh(x),
        ["atanh"] = (x, _, _) => Math.Atanh(x), ["cbrt"] = (x, _, _) => Math.Cbrt(x), ["fmod"] = (x, y, _) => x % y,
        ["erf"] = (x, _, _) => Erf(x), ["floor"] = (x, _, _) => Math.Floor(x),
        ["ceil"] = (x, _, _) => Math.Ceiling(x), ["round"] = (x, _, _) => Math.Round(x, MidpointRounding.ToEven),
        ["signum"] = (x, _, _) => double.IsNaN(x) ? x : Math.Sign(x), ["relu"] = (x, _, _) => Math.Max(x, 0),
        ["sigmoid"] = (x, _, _) => 1 / (1 + Math.Exp(-x)), ["less"] = (x, y, _) => x < y ? 1 : 0,
        ["less_equal"] = (x, y, _) => x <= y ? 1 : 0, ["greater"] = (x, y, _) => x > y ? 1 : 0,
        ["greater_equal"] = (x, y, _) => x >= y ? 1 : 0, ["equal"] = (x, y, _) => x == y ? 1 : 0,
        ["not_equal"] = (x, y, _) => x != y ? 1 : 0, ["clip"] = (x, y, z) => Math.Min(Math.Max(x, y), z),
    };

    private static readonly double[] Values =
        [-40, -2.5, -1.5, -1, -0.75, -0.5, -0.0, 0, 0.25, 0.5, 1, 1.5, 2.5, 30, double.NaN];

    public static TheoryData<string> Names =>
        [.. OperatorCatalogue.All.Where(op => op.HasScalarForm).Select(op => op.Name)];

    [Theory, MemberData(nameof(Names))]
    public void EvaluateScalar_ManyValues_IsWhatMathSays(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        foreach ((double x, double y, double z) in
            from x in Values from y in Values from z in Values select (x, y, z))
        {
            double expected = Meanings[name](x, y, z);
            AssertClose(expected, op.EvaluateScalar(x, y, z), 1e-12);
            if (double.IsFinite(expected) && expected != 0 && Math.Abs(expected) is < 1e-37 or > 1e38) continue;
            AssertClose(expected, op.EvaluateScalar((float)x, (float)y, (float)z), 2e-5);
        }
    }

    [Fact]
    public void EvaluateScalar_EdgesOfDefinitions_AreAsDocumented()
    {
        Assert.Equal([0.0, 2, 2, -2], NdArray<double>.Of(0.5, 1.5, 2.5, -2.5).Round().ToArray());
        Assert.True(double.IsNaN(ReluOperator.Definition.EvaluateScalar(double.NaN, 0, 0)));
        Assert.True(double.IsNegative(SignumOperator.Definition.EvaluateScalar(-0.0, 0, 0)));
        Assert.True(double.IsNaN(Min2Operator.Definition.EvaluateScalar(1, double.NaN, 0)));
        Assert.Equal(Math.Exp(-700), SigmoidOperator.Definition.EvaluateScalar(-700.0, 0, 0), 1e-310);
        Assert.Equal(1, SigmoidOperator.Definition.EvaluateScalar(1e308, 0, 0));
        Assert.Equal(5e200, HypotOperator.Definition.EvaluateScalar(3e200, 4e200, 0), 1e186);
        Assert.Equal(1, ClipOperator.Definition.EvaluateScalar(5.0, 2, 1));
    }

    private static double Erf(double x)
    {
        WideReal value = Roots.Erf(x);
        return double.IsNaN(x) ? x : Math.ScaleB(value.Digits.High, value.Exponent);
    }

    private static void AssertClose(double expected, double came, double tolerance)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected)) Assert.Equal(expected, came);
        else Assert.InRange(came, expected - Slack(expected, tolerance), expected + Slack(expected, tolerance));
    }

    private static double LogOfOneAnd(double x) => x < 1e-8 ? x : Math.Log(1 + x);

    private static double Slack(double expected, double tolerance) => tolerance * Math.Max(1e-300, Math.Abs(expected));
}
