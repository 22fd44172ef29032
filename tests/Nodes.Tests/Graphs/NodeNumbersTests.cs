using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Graphs;

/// <summary>No two nodes have one number at a time, and numbers do not run away.</summary>
public sealed class NodeNumbersTests
{
    private readonly NodeNumbers _numbers = new();

    [Fact]
    public void Take_WithNoneFree_CountsOn()
    {
        Assert.Equal([0, 1, 2], from _ in Enumerable.Range(0, 3) select Take());
        Assert.Equal((3, 3), (_numbers.End, _numbers.Taken));
    }

    [Fact]
    public void Take_AfterSomeWereFreed_GivesThoseFirst()
    {
        for (int i = 0; i < 4; i++) Take();
        _numbers.Free(1);
        _numbers.Free(3);
        Assert.Equal((4, 2), (_numbers.End, _numbers.Taken));
        Assert.Equal([3, 1, 4], from _ in Enumerable.Range(0, 3) select Take());
        Assert.Equal((5, 5), (_numbers.End, _numbers.Taken));
    }

    [Fact]
    public void TakeThese_BeyondTheEnd_LeavesFreeWhatWasPassedOver()
    {
        Take();
        _numbers.TakeThese([3]);
        Assert.Equal((4, 2), (_numbers.End, _numbers.Taken));
        Assert.Equal([1, 2, 4], new[] { Take(), Take(), Take() }.Order());
    }

    private int Take()
    {
        int number = _numbers.Next;
        _numbers.Take();
        return number;
    }
}
