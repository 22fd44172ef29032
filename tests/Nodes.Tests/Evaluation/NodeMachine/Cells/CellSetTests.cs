using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A set is a set, of few and of many.</summary>
public sealed class CellSetTests
{
    public static TheoryData<int> Counts => [1, 2, 16, 17, 100];

    [Theory, MemberData(nameof(Counts))]
    public void Add_OfEachTwice_HasItOnce(int count)
    {
        CellSet set = Make(count);
        for (int i = 0; i < count; i++) Assert.False(set.Add(Cell(i)));
        Assert.Equal(count, set.Count);
        var all = new List<CellAddress>();
        set.AddTo(all);
        Assert.Equal(count, all.Distinct().Count());
        Assert.Equal(count, all.Count);
    }

    [Theory, MemberData(nameof(Counts))]
    public void Remove_OfOneAfterTheOther_LeavesTheOthers(int count)
    {
        CellSet set = Make(count);
        for (int i = 0; i < count; i++)
        {
            Assert.True(set.Remove(Cell(i)));
            Assert.False(set.Remove(Cell(i)));
            Assert.Equal(count - i - 1, set.Count);
            for (int j = 0; j < count; j++) Assert.Equal(j > i, set.Contains(Cell(j)));
        }
    }

    [Theory, MemberData(nameof(Counts))]
    public void KeepOnly_TheCellsOfAShard_SaysHowManyAreGone(int count)
    {
        CellSet set = Make(count);
        Assert.Equal(count / 2, set.KeepOnly([new ShardId(0)]));
        for (int i = 0; i < count; i++) Assert.Equal(i % 2 == 0, set.Contains(Cell(i)));
    }

    private static CellSet Make(int count)
    {
        CellSet set = default;
        for (int i = 0; i < count; i++) Assert.True(set.Add(Cell(i)));
        return set;
    }

    private static CellAddress Cell(int i) => new(new ShardId(i % 2), i / 2);
}
