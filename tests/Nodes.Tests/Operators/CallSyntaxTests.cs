using Dataflow;

namespace Dataflow.Nodes.Tests.Operators;

public sealed class CallSyntaxTests
{
    private static readonly NdArray<double> A = NdArray<double>.Of(1, 2, 3);
    private static readonly NdArray<float> F = NdArray<float>.Of(1, 2, 3);

    [Fact]
    public void Signs_BesideNumbersOnBothSides_Compute()
    {
        Assert.Equal([3.0, 5, 7], ((2 * A) + 1).ToArray());
        Assert.Equal([1.0, 0.5, 1 / 3.0], (1 / A).ToArray());
        Assert.Equal([0.0, -1, -2], (1 - A).ToArray());
        Assert.Equal([-1.0, -2, -3], (-A).ToArray());
        Assert.Equal([0.0, 1, 2], (A - 1).ToArray());
        Assert.Equal([0.5, 1, 1.5], (A / 2).ToArray());
        Assert.Equal([1.0, 0, 0], (A < 2).ToArray());
        Assert.Equal([1.0, 1, 0], (A <= 2).ToArray());
        Assert.Equal([0.0, 0, 1], (A > 2).ToArray());
        Assert.Equal([0.0, 1, 1], (2 <= A).ToArray());
        Assert.Equal([1.0, 1, 0], (2 >= A).ToArray());
        Assert.Equal([0.0, 0, 1], (2 < A).ToArray());
        Assert.Equal([1.0, 0, 0], (2 > A).ToArray());
        Assert.Equal([0.0, 1, 1], (A >= 2).ToArray());
        Assert.Equal([1.0, 0, 1], (A % 2).ToArray());
        Assert.Equal([0.0, 1, 1], (7 % A).ToArray());
        Assert.Equal([-1.0, -0.0, -1], (-A % 2).ToArray());
    }

    [Fact]
    public void Signs_OnFloats_Compute()
    {
        Assert.Equal([3f, 5, 7], ((2 * F) + 1).ToArray());
        Assert.Equal([2f, 4, 6], (F + F).ToArray());
        Assert.Equal([0.1f, 0.2f, 0.1f * 3], (0.1f * F).ToArray());
        Assert.Equal([0.1f, 0.2f, 0.1f * 3], (F * 0.1).ToArray());
        Assert.Equal([1f, 0, 1], (F % 2f).ToArray());
        Assert.Equal([0f, 0, 1], (F > 2f).ToArray());
        Assert.Equal(6f, F.Sum().ToScalar());
    }

    [Fact]
    public void Methods_Chained_Compute()
    {
        double expected = Math.Sin(1) + Math.Sin(2) + Math.Sin(3) + 6;
        Assert.Equal(expected, (A.Sin() + A).Sum().ToScalar(), 12);
        Assert.Equal([1.0, 4, 9], A.Pow(2).ToArray());
        Assert.Equal([1.5, 2, 2.5], A.Clip(1.5, 2.5).ToArray());
        Assert.Equal(14, A.Dot(A).ToScalar());
        Assert.Equal(14, A.MatMul(A).ToScalar());
        NdArray<double> turned = A.Reshape(3, 1).MatMul(A.Reshape(1, 3), transposeLeft: true, transposeRight: true);
        Assert.Equal([14.0], turned.ToArray());
        Assert.Equal([3.0, 2, 1], A.Slice(AxisSlice.Range(step: -1)).ToArray());
    }

    [Fact]
    public void Creation_OnTheType_Computes()
    {
        Assert.Equal([0.0, 0, 0, 0], NdArray<double>.Zeros(2, 2).ToArray());
        Assert.Equal([1f, 1], NdArray<float>.Ones(2).ToArray());
        Assert.Equal([7.0, 7], NdArray<double>.Full(new long[] { 2 }, 7).ToArray());
        Assert.Equal([1.0, 1.5, 2], NdArray<double>.Sequential(Shape.Of(3), 1, 0.5).ToArray());
    }

    [Fact]
    public void Axes_ByPositionOrName_Reduce()
    {
        NdArray<double> m = NdArray<double>.Sequential(Shape.Of(2, 3));
        Assert.Equal([3.0, 5, 7], m.Sum(0).ToArray());
        Assert.Equal(Shape.Of(2, 1), m.Mean(-1, keepDims: true).Shape);
        Assert.Equal([0.0, 3], m.Min(1).ToArray());
        Assert.Equal(Shape.Of(1, 1), m.Max(keepDims: true).Shape);
        Assert.Equal(15, m.Sum([0, 1]).ToScalar());
        Assert.Equal([5.0, 4, 3], m.Slice(^1, AxisSlice.Range(step: -1)).ToArray());
        Assert.Equal([1.0, 4], m.Transpose().Slice(1).ToArray());
        Assert.Equal(Shape.Of(3, 2), m.Reshape(-1, 2).Shape);
    }
}
