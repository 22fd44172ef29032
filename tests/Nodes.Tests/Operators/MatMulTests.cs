namespace Dataflow.Nodes.Tests.Operators;

/// <summary>Which matrices of two batches meet.</summary>
public sealed class MatMulTests
{
    // Multiplied by x from the left, each gives a multiple of x.
    private static readonly NdArray<double> Twice = Of(2, 0, 0, 2), Thrice = Of(3, 0, 0, 3), X = Of(1, 2, 3, 4);

    [Fact]
    public void MatMul_OfTwoBatches_MultipliesEachByItsOwn()
    {
        NdArray<double> right = Stack(Twice, Thrice);
        Assert.Equal([2.0, 4, 6, 8, 3, 6, 9, 12], Stack(X, X).MatMul(right).ToArray());
        Assert.Equal([2.0, 4, 6, 8, 3, 6, 9, 12], X.MatMul(right).ToArray());
        Assert.Equal([2.0, 4, 6, 8, 3, 6, 9, 12], X.Reshape(1, 2, 2).MatMul(right).ToArray());
    }

    [Fact]
    public void MatMul_OfABatchByOneMatrix_MultipliesEachByThat()
    {
        NdArray<double> left = Stack(X, Twice);
        Assert.Equal([3.0, 6, 9, 12, 6, 0, 0, 6], left.MatMul(Thrice).ToArray());
        Assert.Equal([3.0, 6, 9, 12, 6, 0, 0, 6], left.MatMul(Thrice.Reshape(1, 2, 2)).ToArray());
    }

    private static NdArray<double> Of(params double[] values) =>
        NdArray<double>.From(values.AsSpan(), Shape.Of(2, 2));

    private static NdArray<double> Stack(NdArray<double> first, NdArray<double> second) =>
        NdArray<double>.From([.. first.ToArray(), .. second.ToArray()], Shape.Of(2, 2, 2));
}
