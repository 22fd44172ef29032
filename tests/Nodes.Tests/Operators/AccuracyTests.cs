namespace Dataflow.Nodes.Tests.Operators;

/// <summary>Sums and products over many elements stay close to what exact numbers would give.</summary>
public sealed class AccuracyTests
{
    [Fact]
    public void Sum_MillionsOfFloats_KeepsSixDigits()
    {
        NdArray<float> tenths = NdArray<float>.Full(Shape.Of(5_000_000), 0.1);
        double expected = 5_000_000 * (double)0.1f;
        Assert.InRange(tenths.Sum().ToScalar(), expected * (1 - 1e-6), expected * (1 + 1e-6));
        NdArray<float> columns = tenths.Reshape(500_000, 10).Sum(0);
        foreach (float sum in columns.ToArray())
            Assert.InRange(sum, expected / 10 * (1 - 1e-6), expected / 10 * (1 + 1e-6));
    }

    [Fact]
    public void Sum_TenMillionTenths_IsRoundedTwiceAtMost()
    {
        const int count = 10_000_000;
        NdArray<double> tenths = NdArray<double>.Full(Shape.Of(count), 0.1);
        Assert.Equal(1e6, tenths.Sum().ToScalar(), 1e-9);
        double exact = count * (double)0.1f;
        Assert.Equal(exact, NdArray<float>.Full(Shape.Of(count), 0.1).Sum().ToScalar(), exact * 1.2e-7);
    }

    [Fact]
    public void Sum_FloatsThatCancel_IsWhatDoublesGive()
    {
        var random = new Random(1);
        float[] half = [.. Enumerable.Range(0, 50_000).Select(_ => (float)(random.NextDouble() * 1e6))];
        float[] values = [.. half.Zip(half, (x, y) => (float[])[x, -y]).SelectMany(pair => pair), 0.5f];
        Assert.Equal(0.5f, NdArray<float>.From(values.AsSpan(), Shape.Of(values.Length)).Sum().ToScalar());
    }

    [Fact]
    public void Min_NaNAnywhere_IsNaN()
    {
        for (int place = 0; place < 40; place++)
        {
            double[] values = [.. Enumerable.Range(0, 40).Select(i => i == place ? double.NaN : i)];
            NdArray<double> x = NdArray<double>.From(values.AsSpan(), Shape.Of(40));
            Assert.True(double.IsNaN(x.Min().ToScalar()) && double.IsNaN(x.Max().ToScalar()));
            Assert.True(double.IsNaN(x.Reshape(4, 10).Max(0).ToArray()[place % 10]));
        }

        Assert.True(double.IsNaN(NdArray<double>.Zeros(0).Mean().ToScalar()));
    }

    [Theory]
    [InlineData(1, 300, 40)]
    [InlineData(37, 300, 1)]
    [InlineData(61, 530, 75)]
    [InlineData(130, 256, 9)]
    public void Dot_RandomMatrices_IsCloseToTheSumOfProducts(int rows, int inner, int columns)
    {
        double[] x = Random(rows * inner, seed: 1), y = Random(inner * columns, seed: 2);
        NdArray<double> result = NdArray<double>.From(x.AsSpan(), Shape.Of(rows, inner))
            .Dot(NdArray<double>.From(y.AsSpan(), Shape.Of(inner, columns)));
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double expected = Enumerable.Range(0, inner).Sum(k => x[(i * inner) + k] * y[(k * columns) + j]);
                Assert.Equal(expected, result[i, j], 1e-12);
            }
        }
    }

    private static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }
}
