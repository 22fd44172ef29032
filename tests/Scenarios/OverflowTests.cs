using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>
/// Reductions and scans are infinite or NaN only where exact arithmetic is, or where the result itself overflows:
/// along rows, along columns, and as the end of a chain that is computed tile by tile.
/// </summary>
public abstract class OverflowTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [2, 3, 8, 31, 64, 100, 1023, 1024, 1026, 5000, 140_000];

    private static readonly T Huge = T.BitDecrement(T.PositiveInfinity);
    private static readonly T Large = Power(700, 90), Small = Power(-700, -90), Greatest = Power(1023, 127);

    [Fact]
    public void Prod_LargeAndSmallInTurnOrApart_IsOne()
    {
        foreach (int length in Lengths.Where(length => length % 2 == 0))
        {
            Check("prod", length, i => i % 2 == 0 ? Small : Large, T.One);
            Check("prod", length, i => i < length / 2 ? Small : Large, T.One);
            Check("prod", length, i => i < length / 2 ? Large : Small, T.One);
        }
    }

    [Fact]
    public void Prod_SubnormalNumbersRaisedLater_LosesNothing()
    {
        foreach (int length in Lengths.Where(length => length > 2))
        {
            Check("prod", length, i => i == 0 ? T.Epsilon * N(3) : i == 1 ? Power(1000, 100)
                : i == length - 1 ? Power(74, 49) : T.One, N(3));
        }
    }

    [Fact]
    public void Prod_OfAllNumbersToFourHundred_IsZero() => Check("prod", 400, i => N(i), T.Zero);

    [Fact]
    public void Prod_ZeroAmongHugeNumbers_IsZero()
    {
        foreach (int length in Lengths)
            foreach (int place in (int[])[0, length / 2, length - 1])
                Check("prod", length, i => i == place ? T.Zero : Huge, T.Zero);
    }

    [Fact]
    public void Prod_ZeroAndInfinityOrNaN_IsNaN()
    {
        foreach (int length in Lengths)
        {
            Check("prod", length, i => i == 0 ? T.Zero : i == length - 1 ? T.PositiveInfinity : Huge, T.NaN);
            Check("prod", length, i => i == 0 ? T.NaN : T.Zero, T.NaN);
        }
    }

    [Fact]
    public void Prod_ThatOverflowsOrVanishesItself_DoesSoWithItsSign()
    {
        foreach (int length in Lengths)
        {
            T sign = length % 2 == 0 ? T.One : -T.One;
            Check("prod", length, _ => -Huge, sign * T.PositiveInfinity);
            Check("prod", length, _ => -T.Epsilon, sign * T.Zero);
        }
    }

    [Fact]
    public void Prod_ThatIsSubnormal_IsRoundedOnce()
    {
        // Just above the middle of two subnormal numbers; rounded twice it would be the middle, and go down.
        T odd = T.BitIncrement(T.One + Power(-30, -10)), scale = Power(-1045, -140);
        T expected = scale + T.Epsilon;
        foreach (int length in Lengths)
            Check("prod", length, i => i == 0 ? odd : i == length - 1 ? scale : T.One, expected);
    }

    [Fact]
    public void Sum_ThatOverflowsOnTheWayOnly_IsRight()
    {
        foreach (int length in Lengths.Where(length => length % 2 == 0))
            Check("sum", length, i => i < length / 2 ? Greatest : -Greatest, T.Zero);
        Check("sum", 3, i => i == 2 ? -Huge : Huge, Huge);
    }

    [Fact]
    public void Sum_OfInfinitiesAndOverflows_IsWhatExactSumsAre()
    {
        foreach (int length in Lengths.Where(length => length > 2))
        {
            Check("sum", length, i => i == length - 1 ? T.PositiveInfinity : -Huge, T.PositiveInfinity);
            Check("sum", length, i => i == 0 ? T.PositiveInfinity : i == 1 ? T.NegativeInfinity : T.One, T.NaN);
            Check("sum", length, _ => -Huge, T.NegativeInfinity);
        }
    }

    [Fact]
    public void Mean_OfHugeNumbers_IsFinite()
    {
        foreach (int length in Lengths) Check("mean", length, _ => Huge, Huge, tolerance: 1e-6);
        Check("mean", 2, _ => Greatest, Greatest);
        Check("mean", 3, i => i == 0 ? T.PositiveInfinity : -Huge, T.PositiveInfinity);
    }

    [Fact]
    public void VarAndStd_OfEqualHugeNumbers_AreZero()
    {
        foreach (int length in Lengths.Where(length => length < 5000))
        {
            Check("var", length, _ => Greatest, T.Zero);
            Check("std", length, _ => Greatest, T.Zero);
        }
    }

    [Fact]
    public void Std_OfHugeOrTinyNumbers_IsRightWhereTheirSquaresAreNot()
    {
        foreach (int length in Lengths.Where(length => length % 2 == 0))
        {
            foreach (T size in (T[])[Greatest, Power(-1000, -120), Power(800, 100)])
                Check("std", length, i => i % 2 == 0 ? size : -size, size, tolerance: 1e-12);
        }

        Check("var", 2, i => i == 0 ? Greatest : -Greatest, T.PositiveInfinity);
        Check("var", 3, i => i == 0 ? T.PositiveInfinity : Huge, T.NaN);
    }

    [Fact]
    public void Norm_OfHugeOrTinyNumbers_IsRight()
    {
        foreach (T size in (T[])[Power(1020, 120), Power(-1000, -120)])
            Check("norm", 4, _ => size, size * N(2), tolerance: 1e-12);
        Check("norm", 4, i => i == 3 ? T.NegativeInfinity : Huge, T.PositiveInfinity);
    }

    [Fact]
    public void LogSumExp_OfHugeNumbersAndInfinities_IsTheGreatest()
    {
        foreach (int length in Lengths.Where(length => length < 5000))
        {
            Check("logsumexp", length, i => i == 1 ? Huge : -Huge, Huge);
            Check("logsumexp", length, i => i == 1 ? T.PositiveInfinity : T.NegativeInfinity, T.PositiveInfinity);
            Check("logsumexp", length, _ => T.NegativeInfinity, T.NegativeInfinity);
        }
    }

    [Fact]
    public void Softmax_OfHugeNumbersAndMinusInfinity_AddsUpToOne()
    {
        NdArray<T> x = NdArray<T>.Of([Huge, -Huge, T.NegativeInfinity, Huge]);
        Assert.Equal([N(0.5), T.Zero, T.Zero, N(0.5)], x.Softmax().ToArray());
    }

    [Fact]
    public void CumSum_ThatOverflowsAndComesBack_IsInfiniteOnlyBetween()
    {
        T infinite = T.PositiveInfinity;
        NdArray<T> x = NdArray<T>.Of([Huge, Huge, -Huge, -Huge, T.Epsilon]);
        Assert.Equal([Huge, infinite, Huge, T.Zero, T.Epsilon], x.CumSum().ToArray());
        NdArray<T> y = NdArray<T>.Of([Huge, Huge, -infinite, Huge]);
        Assert.Equal([Huge, infinite, -infinite, -infinite], y.CumSum().ToArray());
    }

    [Fact]
    public void CumProd_ThatOverflowsAndComesBack_IsInfiniteOnlyBetween()
    {
        NdArray<T> x = NdArray<T>.Of(
            [Large, Large, Small, Small, Small, Small, Large, Large, T.Zero, Large, Large]);
        T[] expected =
            [Large, T.PositiveInfinity, Large, T.One, Small, T.Zero, Small, T.One, T.Zero, T.Zero, T.Zero];
        Assert.Equal(expected, x.CumProd().ToArray());
        Assert.Equal(T.Zero, NdArray<T>.Sequential(Shape.Of(400)).CumProd()[-1]);
    }

    private static T Power(int ofDouble, int ofSingle) =>
        T.ScaleB(T.One, typeof(T) == typeof(double) ? ofDouble : ofSingle);

    private static void Check(string name, int length, Func<int, T> element, T expected, double tolerance = 0)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        Parameters parameters = name switch
        {
            "var" or "std" => VarianceParameters.Of([1], 0, keepDims: false)!,
            "norm" => NormParameters.Of([1], 2, keepDims: false)!,
            _ => ReductionParameters.Of([1], keepDims: false)!,
        };
        T[] line = [.. Enumerable.Range(0, length).Select(element)];
        foreach (int count in length > 10_000 ? (int[])[1, 2] : [1, 3, 40])
        {
            T[] all = [.. Enumerable.Repeat(line, count).SelectMany(row => row)];
            NdArray<T> rows = NdArray<T>.From(all, Shape.Of(count, length));
            NdArray<T> columns = rows.Transpose().Reshape(1, length, count);
            LazyArray<T> variable = new Context().Variable<T>("x");
            variable.Assign(rows);
            Verify(NdArray<T>.Apply(op, parameters, rows), $"{name} of {count} rows of {length}");
            Verify(NdArray<T>.Apply(op, parameters, columns), $"{name} of {count} columns of {length}");
            LazyArray<T> tiled = LazyArray<T>.Apply(op, parameters, variable * 1);
            Verify(tiled.Eval(), $"{name} of {count} tiled rows of {length}");
        }

        void Verify(NdArray<T> came, string what)
        {
            foreach (T value in came.ToArray())
                Assert.True(IsRight(expected, value, tolerance), $"{what}: {expected:R} expected, {value:R} came");
        }
    }

    private static bool IsRight(T expected, T came, double tolerance)
    {
        if (T.IsNaN(expected) || T.IsNaN(came)) return T.IsNaN(expected) && T.IsNaN(came);
        if (expected == came) return T.IsNegative(expected) == T.IsNegative(came) || expected != T.Zero;
        return T.IsFinite(expected) && T.Abs(came - expected) <= N(tolerance) * T.Abs(expected);
    }
}

public sealed class DoubleOverflowTests : OverflowTests<double>;

public sealed class SingleOverflowTests : OverflowTests<float>;
