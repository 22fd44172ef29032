using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Tests.Memory;

public sealed class ShapeRulesTests
{
    [Theory]
    [InlineData(1L)]
    [InlineData(6L, 2L, 3L)]
    [InlineData(0L, 0L, long.MaxValue)]
    [InlineData(ShapeRules.MaxLength, ShapeRules.MaxLength, 1L)]
    [InlineData(null, ShapeRules.MaxLength, 2L)]
    [InlineData(null, ShapeRules.MaxLength + 1)]
    [InlineData(null, 1L << 32, 1L << 32)]
    public void Product_OfSizes_IsNoneBeyondWhatCanBeCounted(long? expected, params long[] sizes) =>
        Assert.Equal(expected, ShapeRules.Product(sizes));

    /// <summary>So that steps within a shape without elements cannot overflow either.</summary>
    [Theory]
    [InlineData(6L, 2L, 0L, 3L)]
    [InlineData(1L, 0L, 0L)]
    [InlineData(null, 0L, long.MaxValue)]
    public void Product_WithoutZeros_CountsTheOthers(long? expected, params long[] sizes) =>
        Assert.Equal(expected, ShapeRules.Product(sizes, leavesOutZeros: true));

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L, long.MinValue)]
    [InlineData(0L, long.MaxValue)]
    [InlineData(1L << 40, 1L << 40)]
    public void Count_OfSizesThatNoShapeHas_Throws(params long[] sizes) =>
        Assert.Throws<ShapeException>(() => ShapeRules.Count(sizes));

    [Fact]
    public void Count_OfManyAxes_IsLimited()
    {
        Assert.Equal(1, ShapeRules.Count([.. Enumerable.Repeat(1L, Shape.MaxRank)]));
        var error = Assert.Throws<ShapeException>(
            () => ShapeRules.Count([.. Enumerable.Repeat(1L, Shape.MaxRank + 1)]));
        Assert.StartsWith($"{Shape.MaxRank + 1} axes are more", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(5L, 2L, 3L)]
    [InlineData(long.MaxValue, long.MaxValue, 1L)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, 7L)]
    public void Sum_OfSizes_StaysAtTheLargestNumber(long expected, params long[] sizes) =>
        Assert.Equal(expected, ShapeRules.Sum(sizes));

    [Fact]
    public void Steps_OfAShape_CountTheElementsBetweenNeighbours()
    {
        Assert.Equal([], ShapeRules.Steps(Shape.Scalar));
        Assert.Equal([20, 5, 1], ShapeRules.Steps(Shape.Of(3, 4, 5)));
        Assert.Equal([0, 0, 1], ShapeRules.Steps(Shape.Of(3, 4, 0)));
    }

    [Fact]
    public void Broadcast_ToAShapeThatIsThere_IsThatShape()
    {
        Shape x = Shape.Of(3, 4), y = Shape.Of(4);
        Assert.Same(x, ShapeRules.Broadcast(x, y));
        Assert.Same(x, ShapeRules.Broadcast(y, x));
        Assert.Same(x, ShapeRules.Broadcast(Shape.Scalar, x));
        Assert.Equal(Shape.Of(3, 4), ShapeRules.Broadcast(Shape.Of(3, 1), Shape.Of(1, 4)));
    }
}
