using System.Numerics;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NdArrayDoubleSignsTests : NdArraySignsTests<double>;

public sealed class NdArrayFloatSignsTests : NdArraySignsTests<float>;

/// <summary>Each sign of C#, between arrays and beside numbers, against the same sign between numbers.</summary>
public abstract class NdArraySignsTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double[] Numbers =
        [0, -0.0, 1, -1, 2.5, -7, 1e30, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Fact]
    public void Minus_OfAnArray_TurnsEachSign() =>
        Assert.Equal(Numbers.Select(x => Bits(-N(x))), (-Array(Numbers)).ToArray().Select(Bits));

    [Fact]
    public void Plus_OfBoth_IsTheSum() =>
        AssertEach((x, y) => x + y, (x, y) => x + y, (x, y) => x + y, (x, y) => x + y);

    [Fact]
    public void Minus_OfBoth_IsTheDifference() =>
        AssertEach((x, y) => x - y, (x, y) => x - y, (x, y) => x - y, (x, y) => x - y);

    [Fact]
    public void Star_OfBoth_IsTheProduct() =>
        AssertEach((x, y) => x * y, (x, y) => x * y, (x, y) => x * y, (x, y) => x * y);

    [Fact]
    public void Slash_OfBoth_IsTheQuotient() =>
        AssertEach((x, y) => x / y, (x, y) => x / y, (x, y) => x / y, (x, y) => x / y);

    [Fact]
    public void Percent_OfBoth_IsTheRemainder() =>
        AssertEach((x, y) => x % y, (x, y) => x % y, (x, y) => x % y, (x, y) => x % y);

    [Fact]
    public void Less_OfBoth_IsOneWhereItHolds() =>
        AssertEach((x, y) => One(x < y), (x, y) => x < y, (x, y) => x < y, (x, y) => x < y);

    [Fact]
    public void Greater_OfBoth_IsOneWhereItHolds() =>
        AssertEach((x, y) => One(x > y), (x, y) => x > y, (x, y) => x > y, (x, y) => x > y);

    [Fact]
    public void LessOrEqual_OfBoth_IsOneWhereItHolds() =>
        AssertEach((x, y) => One(x <= y), (x, y) => x <= y, (x, y) => x <= y, (x, y) => x <= y);

    [Fact]
    public void GreaterOrEqual_OfBoth_IsOneWhereItHolds() =>
        AssertEach((x, y) => One(x >= y), (x, y) => x >= y, (x, y) => x >= y, (x, y) => x >= y);

    [Fact]
    public void Signs_OfShapesThatFit_Broadcast() => Assert.Equal(
        Shape.Of(3, 2), (NdArray<T>.Zeros(3, 1) + NdArray<T>.Zeros(2)).Shape);

    [Fact]
    public void Signs_OfShapesThatDoNotFit_NameTheOperator()
    {
        var error = Assert.Throws<ShapeException>(() => NdArray<T>.Zeros(2) + NdArray<T>.Zeros(3));
        Assert.StartsWith("add: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_OfNull_NameTheOperand()
    {
        NdArray<T> one = NdArray<T>.Of(T.One), none = null!;
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => none + one).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentNullException>(() => one * none).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => -none).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => none / 1.0).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentNullException>(() => 1.0 < none).ParamName);
    }

    private static void AssertEach(
        Func<T, T, T> expected, Func<NdArray<T>, NdArray<T>, NdArray<T>> both,
        Func<NdArray<T>, double, NdArray<T>> numberBehind, Func<double, NdArray<T>, NdArray<T>> numberBefore)
    {
        foreach (double number in Numbers)
        {
            double[] repeated = [.. Numbers.Select(_ => number)];
            IEnumerable<string> behind = Numbers.Select(x => Bits(expected(N(x), N(number))));
            IEnumerable<string> before = Numbers.Select(x => Bits(expected(N(number), N(x))));
            Assert.Equal(behind, both(Array(Numbers), Array(repeated)).ToArray().Select(Bits));
            Assert.Equal(behind, numberBehind(Array(Numbers), number).ToArray().Select(Bits));
            Assert.Equal(before, numberBefore(number, Array(Numbers)).ToArray().Select(Bits));
        }
    }

    /// <summary>Told apart by its sign, too; any NaN is one.</summary>
    private static string Bits(T x) => T.IsNaN(x) ? "NaN" : $"{(T.IsNegative(x) ? "-" : "")}{T.Abs(x)}";

    private static T One(bool holds) => holds ? T.One : T.Zero;

    private static T N(double value) => T.CreateTruncating(value);

    private static NdArray<T> Array(double[] values) => NdArray<T>.From([.. values.Select(N)]);
}
