namespace Dataflow.Nodes.Tests.Operators;

/// <summary>What reductions and operators along an axis give at their edges, as NumPy does.</summary>
public sealed class ReductionRulesTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Theory]
    [InlineData(new[] { 1.0, 3, 3, 2 }, 1, 0)]
    [InlineData(new[] { -0.0, 0.0 }, 0, 0)]
    [InlineData(new[] { 1.0, NaN, Inf, NaN }, 1, 1)]
    [InlineData(new[] { -Inf, -Inf, -Inf }, 0, 0)]
    [InlineData(new[] { 5.0 }, 0, 0)]
    public void ArgMax_EqualOnesAndNaN_IsTheFirst(double[] values, double largest, double smallest)
    {
        Assert.Equal(largest, Of(values).ArgMax().ToScalar());
        Assert.Equal(smallest, Of(values).ArgMin().ToScalar());
        Assert.Equal([largest, largest], Twice(values).ArgMax(0).ToArray());
        Assert.Equal([smallest, smallest], Twice(values).Transpose().ArgMin(1).ToArray());
    }

    [Fact]
    public void ArgMax_FarInside_FindsThePlace()
    {
        foreach (int place in (int[])[0, 1023, 1024, 70_000, 199_999])
        {
            double[] values = new double[200_000];
            values[place] = 1;
            Assert.Equal(place, Of(values).ArgMax().ToScalar());
            values[place] = NaN;
            Assert.Equal(place, Of(values).ArgMin().ToScalar());
        }
    }

    [Fact]
    public void Var_FarFromZero_CancelsNothing()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => 1e9 + (i % 2))];
        Assert.Equal(0.25, Of(values).Var().ToScalar(), 1e-12);
        Assert.Equal(0.5, Of(values).Std().ToScalar(), 1e-12);
        Assert.Equal([0.25, 0.25], Twice(values).Var(0).ToArray());
        Assert.Equal(2500.0 / 9999, Of(values).Var(ddof: 1).ToScalar(), 1e-12);
        float[] floats = [.. Enumerable.Range(0, 10_000).Select(i => 4096f + (i % 2))];
        Assert.Equal(0.25f, NdArray<float>.From(floats.AsSpan(), Shape.Of(10_000)).Var().ToScalar(), 1e-6f);
    }

    /// <summary>However the line is cut into parts, what their means are apart counts for each of their elements.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(1_025)]
    [InlineData(100_001)]
    public void Var_OfNumbersThatRise_IsThatOfTheWholeLine(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        double expected = (((double)count * count) - 1) / 12;
        Assert.Equal(expected, Of(values).Var().ToScalar(), expected * 1e-12);
        Assert.Equal(Math.Sqrt(expected), Of(values).Std().ToScalar(), Math.Sqrt(expected) * 1e-12);
        Assert.All(Twice(values).Var(0).ToArray(), var => Assert.Equal(expected, var, expected * 1e-12));
    }

    [Fact]
    public void Var_TooFewOrNotFinite_IsNaN()
    {
        Assert.Equal(NaN, Of().Var().ToScalar());
        Assert.Equal(NaN, Of(1).Var(ddof: 1).ToScalar());
        Assert.Equal(Inf, Of(1, 2).Var(ddof: 2).ToScalar());
        Assert.Equal(NaN, Of(1, Inf).Var().ToScalar());
        Assert.Equal(0, Of(7).Var().ToScalar());
    }

    [Fact]
    public void Norm_HugeTinyAndEmpty_DoesNotOverflow()
    {
        Assert.Equal(5e200, Of(3e200, -4e200).Norm().ToScalar(), 1e186);
        Assert.Equal(5e-200, Of(3e-200, -4e-200).Norm().ToScalar(), 1e-214);
        Assert.All(Twice([3e200, 4e200]).Norm(0).ToArray(), norm => Assert.Equal(5e200, norm, 1e186));
        Assert.Equal(5e30f, NdArray<float>.Of(3e30f, 4e30f).Norm().ToScalar());
        Assert.Equal(7, Of(3, -4).Norm(order: 1).ToScalar());
        Assert.Equal(4, Of(3, -4).Norm(order: Inf).ToScalar());
        Assert.Equal(0, Of().Norm(order: Inf).ToScalar());
        Assert.Equal(0, Of().Norm().ToScalar());
        Assert.Equal(Inf, Of(1, -Inf).Norm().ToScalar());
        Assert.Equal(NaN, Of(1, NaN, Inf).Norm().ToScalar());
        Assert.Throws<DataflowException>(() => Of(1).Norm(order: 3));
    }

    [Fact]
    public void LogSumExp_HugeAndInfinite_DoesNotOverflow()
    {
        Assert.Equal(1000 + Math.Log(2), Of(1000, 1000).LogSumExp().ToScalar(), 1e-12);
        Assert.Equal(-1000 + Math.Log(2), Of(-1000, -1000).LogSumExp().ToScalar(), 1e-12);
        Assert.Equal(Inf, Of(1, Inf).LogSumExp().ToScalar());
        Assert.Equal(1, Of(1, -Inf).LogSumExp().ToScalar());
        Assert.Equal(-Inf, Of(-Inf, -Inf).LogSumExp().ToScalar());
        Assert.Equal(-Inf, Of().LogSumExp().ToScalar());
        Assert.Equal(NaN, Of(Inf, NaN).LogSumExp().ToScalar());
        double[] values = [.. Enumerable.Range(0, 5000).Select(i => i - 2500.0)];
        double expected = 2499 + Math.Log(values.Sum(x => Math.Exp(x - 2499)));
        Assert.Equal(expected, Of(values).LogSumExp().ToScalar(), 1e-11);
    }

    [Fact]
    public void Softmax_HugeValues_AddsUpToOne()
    {
        Assert.Equal([0.5, 0.5], Of(1e300, 1e300).Softmax().ToArray());
        Assert.Equal([1.0, 0], Of(0, -Inf).Softmax().ToArray());
        Assert.All(Of(1, NaN).Softmax().ToArray(), x => Assert.Equal(NaN, x));
        Assert.All(Twice([1, 2, 3]).Softmax(0).Sum(0).ToArray(), sum => Assert.Equal(1, sum, 1e-15));
    }

    [Fact]
    public void Sort_NaNAndZeros_StandInNumPysOrder()
    {
        double[] sorted = Of(NaN, 3, -0.0, -Inf, 0.0, -2, NaN, Inf, -0.0).Sort().ToArray();
        Assert.Equal([-Inf, -2, -0.0, -0.0, 0.0, 3, Inf, NaN, NaN], sorted);
        Assert.Equal([true, true, false], sorted[2..5].Select(double.IsNegative));
        Assert.Equal([1.0, 5, 2, 6, 3, 7], Of(3, 5, 1, 7, 2, 6).Reshape(3, 2).Sort(0).ToArray());
    }

    [Fact]
    public void CumSum_AlongAxes_AddsUp()
    {
        NdArray<double> x = NdArray<double>.Sequential(Shape.Of(2, 3), 1);
        Assert.Equal([1.0, 3, 6, 4, 9, 15], x.CumSum().ToArray());
        Assert.Equal([1.0, 2, 3, 5, 7, 9], x.CumSum(0).ToArray());
        Assert.Equal([1.0, 2, 6, 4, 20, 120], x.CumProd(1).ToArray());
    }

    private static NdArray<double> Of(params double[] values) =>
        NdArray<double>.From(values.AsSpan(), Shape.Of(values.Length));

    /// <summary>Two equal columns.</summary>
    private static NdArray<double> Twice(double[] values) =>
        Of([.. values.SelectMany(value => (double[])[value, value])]).Reshape(values.Length, 2);
}
