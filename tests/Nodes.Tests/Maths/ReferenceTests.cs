using Dataflow.TestKit.Accuracy;

namespace Dataflow.Nodes.Tests.Maths;

/// <summary>The double-double functions that operators are measured against are right to 28 digits and more.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-28;

    public static TheoryData<string> Names => [.. References.All.Select(row => row.Name).Where(name => name != "fmod")];

    [Theory, MemberData(nameof(Names))]
    public void Value_KnownToManyDigits_IsRight(string name)
    {
        var known = KnownValues.Of(name).ToList();
        Assert.NotEmpty(known);
        foreach ((double x, double y, WideReal value) in known)
            AssertClose(value, References.Find(name)!.Value(x, y), $"{name}({x:R}, {y:R})");
    }

    [Theory]
    [InlineData(1e-12), InlineData(-0.3), InlineData(0.7), InlineData(3.3), InlineData(-21.0), InlineData(87.1)]
    public void Exponentials_TheirInverses_GiveTheArgumentBack(double x)
    {
        DoubleDouble exact = x;
        AssertClose(exact, Exponentials.Log1p(Exponentials.Expm1(x)), "log1p(expm1)", x < -1 ? 1e-20 : Tolerance);
        AssertClose(1 + exact, Exponentials.Log(Exponentials.Exp(1 + exact)), "log(exp)");
        WideReal product = new(Exponentials.Exp(x).Digits * Exponentials.Exp(-x).Digits, 0);
        AssertClose(1, Normalized(product), "exp(x) exp(-x)");
    }

    [Theory]
    [InlineData(1e-3), InlineData(0.7853981633974483), InlineData(-2.5), InlineData(1e5), InlineData(-1e200)]
    public void Angles_SquaresOfSineAndCosine_AddToOne(double x)
    {
        DoubleDouble sin = Angles.Sin(x).Digits, cos = Angles.Cos(x).Digits;
        AssertClose(1, (sin * sin) + (cos * cos), "sin^2 + cos^2");
        AssertClose(Angles.Tan(x), sin / cos, "tan");
    }

    [Theory]
    [InlineData(1.0, 1), InlineData(3.0, 3), InlineData(-7.5, 0.5), InlineData(5e-324, 3), InlineData(1e308, -7e-5)]
    public void Fmod_AnyOperands_IsWhatTheLanguageSays(double x, double y) =>
        Assert.Equal(x % y, Roots.Fmod(x, y));

    [Fact]
    public void UlpsTo_OneUnitOff_IsOne()
    {
        Assert.Equal(1, ((WideReal)1.0).UlpsTo(Math.BitIncrement(1.0), FloatFormat.Double));
        Assert.Equal(0.5, ((WideReal)1.0).UlpsTo(Math.BitDecrement(1.0), FloatFormat.Double));
        Assert.Equal(1, ((WideReal)1.0).UlpsTo(MathF.BitIncrement(1), FloatFormat.Single));
        Assert.Equal(1, new WideReal(1, -1074).UlpsTo(2 * double.Epsilon, FloatFormat.Double));
        Assert.Equal(0.25, new WideReal(1, -1076).UlpsTo(0, FloatFormat.Double));
        Assert.Equal(1, new WideReal(1, 5000).UlpsTo(double.MaxValue, FloatFormat.Double));
        Assert.Equal(0, new WideReal(1, 5000).UlpsTo(double.PositiveInfinity, FloatFormat.Double));
        Assert.Equal(0.25, new WideReal((DoubleDouble)1 + Math.ScaleB(1, -54), 0).UlpsTo(1, FloatFormat.Double));
        Assert.True(((WideReal)1.0).UlpsTo(double.NegativeInfinity, FloatFormat.Double) > 1e15);
    }

    [Fact]
    public void UlpsOff_ARuleBroken_IsInfinite()
    {
        Reference sin = References.Find("sin")!, exp = References.Find("exp")!;
        Assert.Equal(double.PositiveInfinity, sin.UlpsOff(-0.0, 0, 0.0, FloatFormat.Double));
        Assert.Equal(double.PositiveInfinity, sin.UlpsOff(1, 0, double.NaN, FloatFormat.Double));
        Assert.Equal(double.PositiveInfinity, sin.UlpsOff(double.PositiveInfinity, 0, 0, FloatFormat.Double));
        Assert.Equal(double.PositiveInfinity, exp.UlpsOff(-1000, 0, -0.0, FloatFormat.Double));
        Assert.Equal(0, sin.UlpsOff(-0.0, 0, -0.0, FloatFormat.Double));
        Assert.Equal(0, sin.UlpsOff(double.NaN, 0, double.NaN, FloatFormat.Single));
    }

    private static WideReal Normalized(WideReal x)
    {
        int exponent = Math.ILogB(x.Digits.High);
        return DoubleDouble.ScaleB(x.Digits, exponent == -1 ? 1 : -exponent);
    }

    private static void AssertClose(WideReal expected, WideReal came, string what, double tolerance = Tolerance)
    {
        DoubleDouble difference = DoubleDouble.ScaleB(came.Digits, came.Exponent - expected.Exponent) - expected.Digits;
        double off = Math.Abs(difference.High / expected.Digits.High);
        Assert.True(off <= tolerance, $"{what} is off by {off:G3} of itself");
    }
}
