namespace Dataflow.Nodes.Tests.Memory;

public sealed class ShapeTests
{
    [Fact]
    public void Of_NoSizes_IsTheScalar()
    {
        Assert.Same(Shape.Scalar, Shape.Of());
        Assert.True(Shape.Scalar.IsScalar);
        Assert.Equal(1, Shape.Scalar.Length);
        Assert.Equal(0, Shape.Scalar.Rank);
    }

    [Theory]
    [InlineData(new long[] { 3, 4 }, 12)]
    [InlineData(new long[] { 0, 4 }, 0)]
    [InlineData(new long[] { 0, 1L << 59 }, 0)]
    [InlineData(new long[] { 1L << 40, 3 }, 3L << 40)]
    public void Length_AnySizes_IsTheirProduct(long[] sizes, long length) =>
        Assert.Equal(length, Shape.Of(sizes).Length);

    [Fact]
    public void Of_NegativeSize_Throws() =>
        Assert.Equal("shape [2, -1] has a negative size", Assert.Throws<ShapeException>(() => Shape.Of(2, -1)).Message);

    [Theory]
    [InlineData(new long[] { long.MaxValue })]
    [InlineData(new long[] { 1L << 31, 1L << 31 })]
    public void Of_BytesBeyondLong_Throws(long[] sizes)
    {
        var e = Assert.Throws<ShapeException>(() => Shape.Of(sizes));
        Assert.Contains("too many elements", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CallersArrayChangedLater_StaysAsItWas()
    {
        long[] sizes = [2, 3];
        Shape shape = Shape.Of(sizes);
        sizes[0] = 7;
        Assert.Equal(2, shape[0]);
    }

    [Theory]
    [InlineData(new long[] { 3, 4 }, new long[] { 4 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 3, 1 }, new long[] { 1, 4 }, new long[] { 3, 4 })]
    [InlineData(new long[] { }, new long[] { 5 }, new long[] { 5 })]
    [InlineData(new long[] { 2, 1, 3 }, new long[] { 7, 1 }, new long[] { 2, 7, 3 })]
    [InlineData(new long[] { 0 }, new long[] { 1 }, new long[] { 0 })]
    [InlineData(new long[] { 1 }, new long[] { 1, 1 }, new long[] { 1, 1 })]
    public void Broadcast_FittingShapes_FollowsNumPy(long[] x, long[] y, long[] expected)
    {
        Assert.Equal(Shape.Of(expected), Shape.Broadcast(x, y));
        Assert.Equal(Shape.Of(expected), Shape.Broadcast(y, x));
    }

    [Fact]
    public void Broadcast_OtherSizes_SaysWhich()
    {
        var e = Assert.Throws<ShapeException>(() => Shape.Broadcast(Shape.Of(3, 4), Shape.Of(5)));
        Assert.Equal(
            "shapes [3, 4] and [5] do not broadcast: the sizes of axis -1 are 4 and 5, and neither is 1", e.Message);
    }

    [Fact]
    public void Broadcast_EmptyWithTwo_Throws() =>
        Assert.Throws<ShapeException>(() => Shape.Broadcast(Shape.Of(0), Shape.Of(2)));

    [Fact]
    public void Broadcast_OtherSizes_ThrowsWhicheverIsLarger()
    {
        Assert.Throws<ShapeException>(() => Shape.Broadcast(Shape.Of(3), Shape.Of(2)));
        Assert.Throws<ShapeException>(() => Shape.Broadcast(Shape.Of(2), Shape.Of(3)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(-2, 0)]
    public void NormalizeAxis_AxisOfTwo_CountsFromTheFront(int axis, int expected) =>
        Assert.Equal(expected, Shape.Of(3, 4).NormalizeAxis(axis));

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void NormalizeAxis_Outside_NamesTheRange(int axis)
    {
        var e = Assert.Throws<ShapeException>(() => Shape.Of(3, 4).NormalizeAxis(axis));
        Assert.Equal($"axis {axis} is outside -2..1, the axes of shape [3, 4]", e.Message);
        Assert.Throws<ShapeException>(() => Shape.Scalar[0]);
    }

    [Fact]
    public void Equals_SameSizes_IsTrueByValue()
    {
        Shape x = new long[] { 3, 4 }, y = new[] { 3, 4 };
        Assert.Equal(x, y);
        Assert.True(x == y);
        Assert.Equal(x.GetHashCode(), y.GetHashCode());
        Assert.True(x != Shape.Of(4, 3));
        Assert.False(x.Equals(null));
    }

    [Fact]
    public void ToString_AnyRank_IsSizesInBrackets()
    {
        Assert.Equal("[]", Shape.Scalar.ToString());
        Assert.Equal("[3, 4]", Shape.Of(3, 4).ToString());
    }
}
