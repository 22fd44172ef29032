using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>G1 right, where numbers are odd: nothing, not a number, infinite, and both zeros.</summary>
public abstract class SpecialValueTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Eval_OfEmptyArrays_CarriesThem()
    {
        LazyArray<T> a = Array("a", Vector());
        AssertSame(Vector(), ((a * 2) + 1).Sin().Eval());
        AssertNumber(0, a.Sum());
        Assert.True(T.IsNaN(a.Mean().Eval().ToScalar()));
        Assert.Equal(Shape.Of(0, 3), (a.Reshape(0, 1) + Array("b", Vector(1, 2, 3))).Eval().Shape);
        var error = Assert.Throws<EvaluationException>(() => a.Max().Eval());
        Assert.Contains("max", error.Message, StringComparison.Ordinal);
        a.Assign(Vector(1, 7));
        AssertNumber(7, a.Max());
    }

    [Fact]
    public void Eval_OfNaNAndInfinities_CarriesThem()
    {
        LazyArray<T> a = Array("a", Vector(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0));
        AssertSame(Vector(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, 1), (a + 1).Eval());
        AssertSame(Vector(double.NaN, 0, -0.0, double.PositiveInfinity, double.NegativeInfinity), (1 / a).Eval());
        Assert.True(T.IsNaN(a.Sum().Eval().ToScalar()));
        Assert.True(T.IsNaN(a.Max().Eval().ToScalar()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0)]
    public void Eval_OfAnOddNumber_CarriesIt(double number)
    {
        LazyArray<T> a = Number("a", number);
        AssertNumber(number, a);
        AssertNumber(-number, a.Neg());
        AssertNumber(number, Flow.Constant(N(number)));
    }

    [Fact]
    public void Assign_OfNaNAgain_RunsNothing()
    {
        LazyArray<T> a = Number("a", double.NaN);
        LazyArray<T> more = a + 1;
        _ = more.Eval();
        Assert.Empty(NamesOfWhatRan(more, () => { a.Assign(T.NaN); _ = more.Eval(); }));
    }

    [Fact]
    public void Assign_OfTheOtherZero_IsAChange()
    {
        LazyArray<T> a = Number("a", 0);
        LazyArray<T> inverse = 1 / a;
        AssertNumber(double.PositiveInfinity, inverse);
        a.Assign(N(-0.0));
        AssertNumber(double.NegativeInfinity, inverse);
    }

    [Fact]
    public void Constant_OfEachZero_IsItsOwnNode()
    {
        Assert.NotEqual(Flow.Constant(N(0)).Id, Flow.Constant(N(-0.0)).Id);
        Assert.Equal(Flow.Constant(T.NaN).Id, Flow.Constant(T.NaN).Id);
    }
}

public sealed class DoubleSpecialValueTests : SpecialValueTests<double>;

public sealed class SingleSpecialValueTests : SpecialValueTests<float>;
