using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>One shard after the other is filled, and those that all nodes have left are filled again.</summary>
public sealed class ShardsOfLengthTests
{
    private readonly Graph _graph = new();
    private readonly ShardsOfLength _shards = new(length: 2);

    [Fact]
    public void Choose_OfOneNodeAfterTheOther_FillsOneShardAfterTheOther() =>
        Assert.Equal([0, 0, 1, 1, 2], Choose(5));

    [Fact]
    public void Choose_AfterAllHaveLeftAShard_FillsItAgain()
    {
        Choose(5);
        Leave(1);
        Assert.Equal([2, 3], Choose(2));
        Leave(1);
        Assert.Equal([3, 1, 1, 4], Choose(4));
    }

    /// <summary>Nodes that come and go one by one do not make shards without end.</summary>
    [Fact]
    public void Choose_WhenEachLeavesBeforeTheNext_StaysWithFewShards()
    {
        for (int i = 0; i < 1_000; i++)
        {
            int shard = Assert.Single(Choose(1));
            Assert.InRange(shard, 0, 1);
            Leave(shard);
        }
    }

    private int[] Choose(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _shards.Choose(Variable(), new CellAddresses()).Value)];

    private void Leave(int shard) => _shards.Leave(Variable(), new ShardId(shard));

    private GraphNode Variable() => _graph.Variable(ElementType.Float64, null, null);
}
