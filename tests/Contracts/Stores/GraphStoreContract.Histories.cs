using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;

namespace Dataflow.Contracts.Stores;

/// <content>Long and random use, and use by many at a time.</content>
public abstract partial class GraphStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Histories_OfAnySeed_AreThoseOfTheStoreInMemory(int seed)
    {
        var chance = new Random(seed);
        var steps = new RandomSteps(chance);
        (IGraphStore store, IGraphStore twin) = (Open(), new InMemoryGraphStore());
        for (long tenure = 1; tenure <= 8; tenure++)
        {
            await using IGraphLog log = await store.OpenAsync(Graph, new(tenure));
            await using IGraphLog expected = await twin.OpenAsync(Graph, new(tenure));
            Assert.Equal(StoredText.Of(expected.Content), StoredText.Of(log.Content));
            for (int i = chance.Next(30); i > 0; i--)
            {
                StoredStep step = steps.Next();
                await log.AppendAsync(step);
                await expected.AppendAsync(step);
            }
        }
    }

    [Fact]
    public async Task Append_OfThousandsOfSteps_KeepsTheNewest()
    {
        IGraphStore store = Open();
        const int Steps = 3_000;
        await Append(store, [.. Enumerable.Range(1, Steps).Select(
            i => Step(i, (X, [i]), (Y, [.. Enumerable.Repeat((double)i, i % 10)])))]);
        StoredGraph kept = await Load(store);
        Assert.Equal(Steps, kept.Revision.Number);
        AssertHolds(kept, X, Steps);
        AssertHolds(kept, Y);
    }

    [Fact]
    public async Task Append_ToManyGraphsAtOnce_KeepsThemApart()
    {
        IGraphStore store = Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(Fill));
        for (int i = 0; i < 8; i++)
        {
            await using IGraphLog log = await store.OpenAsync($"graph {i}", new(2));
            Assert.Equal(20, log.Content.Revision.Number);
            AssertHolds(log.Content, X, i, 20);
        }

        async Task Fill(int graph)
        {
            await using IGraphLog log = await store.OpenAsync($"graph {graph}", new(1));
            for (int step = 1; step <= 20; step++) await log.AppendAsync(Step(step, (X, [graph, step])));
        }
    }

    [Fact]
    public async Task Open_ByAnEarlierTenure_Fails()
    {
        IGraphStore store = Open();
        await using (IGraphLog log = await store.OpenAsync(Graph, new(7))) await log.AppendAsync(Step(1, (X, [1])));
        var error = await Assert.ThrowsAnyAsync<IOException>(() => store.OpenAsync(Graph, new(6)));
        Assert.Contains("tenure 7", error.Message, StringComparison.Ordinal);
        await using IGraphLog same = await store.OpenAsync(Graph, new(7));
        AssertHolds(same.Content, X, 1.0);
    }

    [Fact]
    public async Task Open_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Open().OpenAsync(Graph, new(1), new CancellationToken(canceled: true)));
}
