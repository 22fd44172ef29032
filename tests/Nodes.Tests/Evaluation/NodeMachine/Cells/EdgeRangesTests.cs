using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Edges that were given back go to cells with as many operands, each range once.</summary>
public sealed class EdgeRangesTests
{
    private readonly EdgeRanges _ranges = new();

    [Fact]
    public void TryTake_OfALengthThatWasGivenBack_GivesEachRangeOnce()
    {
        _ranges.Give(4, 2);
        _ranges.Give(10, 2);
        int[] taken = [Take(2), Take(2)];
        Assert.Equal([4, 10], taken.Order());
        Assert.False(_ranges.TryTake(2, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TryTake_OfAnotherLength_GivesNothing(int length)
    {
        _ranges.Give(4, 2);
        Assert.False(_ranges.TryTake(length, out _));
        Assert.Equal(4, Take(2));
    }

    private int Take(int length)
    {
        Assert.True(_ranges.TryTake(length, out int first));
        return first;
    }
}
