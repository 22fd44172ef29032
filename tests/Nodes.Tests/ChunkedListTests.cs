namespace Dataflow.Nodes.Tests;

/// <summary>A list like others, of any length; what was added stays where it is.</summary>
public sealed class ChunkedListTests
{
    public static TheoryData<int> Counts => [1, 2, 1023, 1024, 1025, 5000];

    [Theory, MemberData(nameof(Counts))]
    public void Add_OfSoMany_HasThemInTheirOrder(int count)
    {
        ChunkedList<int> list = Make(count);
        Assert.Equal(count, list.Count);
        for (int i = 0; i < count; i++) Assert.Equal(i, list[i]);
        Assert.Equal(count - 1, list.Last);
    }

    /// <summary>Memory that was used before is all zeros when it is given again.</summary>
    [Theory, MemberData(nameof(Counts))]
    public void Append_AfterSomeWereRemoved_GivesZeros(int count)
    {
        ChunkedList<int> list = Make(count);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(count - 1 - i, list.Last);
            list.RemoveLast();
        }

        for (int i = 0; i < count; i++)
        {
            Assert.Equal(0, list.Append());
            list.Last = -i;
        }

        Assert.Equal(-count / 2, list[count / 2]);
    }

    [Theory, MemberData(nameof(Counts))]
    public void Clear_OfSoMany_BeginsAnew(int count)
    {
        ChunkedList<int> list = Make(count);
        list.Clear();
        Assert.Equal(0, list.Count);
        list.Add(7);
        Assert.Equal((1, 7), (list.Count, list[0]));
    }

    /// <summary>Chunks stay where they are: a reference into a full one is good however much is added.</summary>
    [Fact]
    public void Add_AfterAFullChunk_LeavesReferencesGood()
    {
        ChunkedList<int> list = Make(1024);
        ref int first = ref list[0];
        for (int i = 0; i < 100_000; i++) list.Add(i);
        first = 99;
        Assert.Equal(99, list[0]);
    }

    private static ChunkedList<int> Make(int count)
    {
        var list = new ChunkedList<int>();
        for (int i = 0; i < count; i++) list.Add(i);
        return list;
    }
}
