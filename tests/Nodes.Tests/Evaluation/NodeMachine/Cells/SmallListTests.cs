using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A list like others, of none, one and many.</summary>
public sealed class SmallListTests
{
    public static TheoryData<int> Counts => [0, 1, 2, 5, 40];

    [Theory, MemberData(nameof(Counts))]
    public void Add_OfSoMany_HasThemInTheirOrder(int count)
    {
        SmallList<int> list = Make(count);
        Assert.Equal(Enumerable.Range(0, count), ToArray(list));
        for (int i = 0; i < count; i++) Assert.True(list.Contains(i));
        Assert.False(list.Contains(count));
    }

    [Theory, MemberData(nameof(Counts))]
    public void RemoveAll_OfEverySecond_LeavesTheOthersInTheirOrder(int count)
    {
        SmallList<int> list = Make(count);
        Assert.Equal((count + 1) / 2, list.RemoveAll(item => item % 2 == 0));
        Assert.Equal(Enumerable.Range(0, count).Where(item => item % 2 != 0), ToArray(list));
        list.Add(99);
        Assert.Equal(99, list[list.Count - 1]);
    }

    /// <summary>Whoever goes through a copy is not disturbed by what is taken out of the list meanwhile.</summary>
    [Theory, MemberData(nameof(Counts))]
    public void RemoveAll_WhileACopyIsReadFrom_LeavesTheCopy(int count)
    {
        SmallList<int> list = Make(count), copy = list;
        for (int i = 0; i < copy.Count; i++)
        {
            int item = copy[i];
            Assert.Equal(1, list.RemoveAll(known => known == item));
        }

        Assert.Equal((0, count), (list.Count, copy.Count));
        Assert.Equal(Enumerable.Range(0, count), ToArray(copy));
    }

    private static SmallList<int> Make(int count)
    {
        SmallList<int> list = default;
        for (int i = 0; i < count; i++) list.Add(i);
        return list;
    }

    private static int[] ToArray(SmallList<int> list) => [.. Enumerable.Range(0, list.Count).Select(i => list[i])];
}
