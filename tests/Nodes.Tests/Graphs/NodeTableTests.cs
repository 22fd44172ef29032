using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Graphs;

/// <summary>Whatever is taken out, what is left is found, and nothing else is.</summary>
public sealed class NodeTableTests
{
    private readonly NodeTable _table = new();

    /// <summary>Hashes of a small table: some are those of several nodes, and some are neighbours.</summary>
    [Theory]
    [InlineData(5, 5, 5, 5)]
    [InlineData(5, 5, 6, 5)]
    [InlineData(5, 6, 5, 7)]
    [InlineData(15, 15, 15, 0)]
    [InlineData(14, 15, 14, 15)]
    [InlineData(15, 0, 15, 1)]
    public void Remove_OfAnyOfThoseBesideEachOther_LeavesTheOthersToBeFound(params int[] hashes)
    {
        for (int gone = 0; gone < hashes.Length; gone++)
        {
            var table = new NodeTable();
            GraphNode[] nodes = [.. hashes.Select((hash, i) => Add(table, hash, i))];
            table.Remove(hashes[gone], nodes[gone]);
            for (int i = 0; i < hashes.Length; i++)
                Assert.Same(i == gone ? null : nodes[i], Find(table, hashes[i], i));
        }
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 64)]
    [InlineData(3, int.MaxValue)]
    public void Remove_AmongManyOthers_IsAsInADictionary(int seed, int hashes)
    {
        var chance = new Random(seed);
        var known = new Dictionary<int, (int Hash, GraphNode Node)>();
        for (int i = 0; i < 3_000; i++)
        {
            int value = chance.Next(i < 2_000 ? 300 : 40);
            if (known.Remove(value, out var one)) _table.Remove(one.Hash, one.Node);
            else known.Add(value, (chance.Next(hashes), null!));
            if (known.TryGetValue(value, out one)) known[value] = (one.Hash, Add(_table, one.Hash, value));
            if (i % 100 > 0) continue;
            foreach ((int each, (int hash, GraphNode node)) in known) Assert.Same(node, Find(_table, hash, each));
        }
    }

    [Fact]
    public void Remove_OfWhatIsNotThere_SaysSo()
    {
        GraphNode node = Add(_table, 3, 1);
        _table.Remove(3, node);
        Assert.Null(Find(_table, 3, 1));
        Assert.Throws<InvalidOperationException>(() => _table.Remove(3, node));
    }

    private static GraphNode Add(NodeTable table, int hash, int value)
    {
        GraphNode node = GraphNode.Constant(value, ElementType.Float64, Shape.Scalar, (double)value);
        table.Add(hash, node);
        return node;
    }

    private static GraphNode? Find(NodeTable table, int hash, int value) =>
        table.FindNumber(hash, ElementType.Float64, value);
}
