using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A list that is linked through its elements, and takes any of them out.</summary>
public sealed class WorkListTests
{
    private readonly Work[] _works = [.. Enumerable.Range(0, 4).Select(i => new Work(i, At(1)))];
    private WorkList _list;

    public WorkListTests()
    {
        foreach (Work work in _works) _list.Add(work);
    }

    [Fact]
    public void ToList_OfSeveral_HasTheNewestFirst() => AssertHas(3, 2, 1, 0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Remove_OfOneAtAnyPlace_LeavesTheOthersLinked(int gone)
    {
        _list.Remove(_works[gone]);
        int[] left = [.. ((int[])[3, 2, 1, 0]).Where(i => i != gone)];
        AssertHas(left);
        _list.Add(_works[gone]);
        AssertHas([gone, .. left]);
    }

    [Fact]
    public void Remove_OfAll_LeavesNone()
    {
        foreach (int i in (int[])[1, 3, 0, 2])
        {
            Assert.False(_list.IsEmpty);
            _list.Remove(_works[i]);
        }

        Assert.True(_list.IsEmpty);
        Assert.Empty(_list.ToList());
        _list.Add(_works[2]);
        AssertHas(2);
    }

    private void AssertHas(params int[] cells) => Assert.Equal(cells, _list.ToList().Select(work => work.Cell));
}
