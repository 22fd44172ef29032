using Dataflow.Nodes;
using Dataflow.Nodes.Storage;

namespace Dataflow.Contracts.Stores;

/// <summary>What every store of graphs keeps to.</summary>
public abstract partial class GraphStoreContract
{
    private const string Graph = "g";
    private static readonly NodeId X = new(0);
    private static readonly NodeId Y = new(1);

    private protected abstract IGraphStore Open();

    [Fact]
    public async Task Open_OfANewGraph_HoldsNothing()
    {
        await using IGraphLog log = await Open().OpenAsync(Graph, new(1));
        Assert.Equal(0, log.Content.Revision.Number);
        Assert.Empty(log.Content.Values);
    }

    [Fact]
    public async Task Open_AfterAppend_GivesTheValueAndItsRevision()
    {
        IGraphStore store = Open();
        await Append(store, Step(3, (X, [1, 2])));
        StoredGraph kept = await Load(store);
        Assert.Equal(3, Assert.Single(kept.Values).Revision.Number);
        AssertHolds(kept, X, 1.0, 2.0);
    }

    [Fact]
    public async Task Append_OfALaterStep_ReplacesTheValue()
    {
        IGraphStore store = Open();
        await Append(store, Step(1, (X, [1])), Step(2, (X, [2])));
        AssertHolds(await Load(store), X, 2.0);
    }

    [Fact]
    public async Task Append_OfAnOlderStep_ChangesNothingAboutWhatIsNewer()
    {
        IGraphStore store = Open();
        await Append(store, Step(5, (X, [5])), Step(4, (X, [4]), (Y, [40])));
        StoredGraph kept = await Load(store);
        AssertHolds(kept, X, 5.0);
        AssertHolds(kept, Y, 40.0);
    }

    /// <summary>Assignments that went out as one wave are one step: the last of them counts.</summary>
    [Fact]
    public async Task Append_OfSeveralValuesOfAVariableInOneStep_KeepsTheNewest()
    {
        IGraphStore store = Open();
        StoredValue[] values =
        [
            .. new long[] { 1, 3, 2 }.Select(
                revision => new StoredValue(X, NdArray<double>.Of(revision), new(revision))),
        ];
        await Append(store, new StoredStep(new(3)) { Values = values });
        StoredGraph kept = await Load(store);
        Assert.Equal(3, Assert.Single(kept.Values).Revision.Number);
        AssertHolds(kept, X, 3.0);
    }

    [Fact]
    public async Task Append_OfSeveralVariables_KeepsThemApart()
    {
        IGraphStore store = Open();
        await Append(store, Step(1, (X, [1, 2, 3]), (Y, [])));
        StoredGraph kept = await Load(store);
        AssertHolds(kept, X, 1.0, 2.0, 3.0);
        AssertHolds(kept, Y);
    }

    [Fact]
    public async Task Append_ByAnEarlierTenure_FailsAndKeepsNothing()
    {
        IGraphStore store = Open();
        await using IGraphLog earlier = await store.OpenAsync(Graph, new(1));
        await earlier.AppendAsync(Step(1, (X, [1])));
        await using IGraphLog later = await store.OpenAsync(Graph, new(2));
        await Assert.ThrowsAnyAsync<IOException>(() => earlier.AppendAsync(Step(2, (X, [2]))));
        AssertHolds(later.Content, X, 1.0);
    }

    [Fact]
    public async Task Append_Cancelled_ThrowsAndKeepsNothing()
    {
        IGraphStore store = Open();
        await using (IGraphLog log = await store.OpenAsync(Graph, new(1)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => log.AppendAsync(Step(1, (X, [1])), new CancellationToken(canceled: true)));
        }

        Assert.Empty((await Load(store)).Values);
    }

    [Fact]
    public async Task Delete_OfAGraph_LeavesNothingOfIt()
    {
        IGraphStore store = Open();
        StoredStep step = Step(1, (X, [1]));
        await Append(store, step with { Names = [new NamedNode("risk", 0)], Sessions = [("s", new(1))] });
        await (await store.OpenAsync("another", new(1))).DisposeAsync();
        Assert.True(await store.DeleteAsync(Graph, new(1)));
        Assert.Equal(["another"], await store.ListAsync());
        StoredGraph kept = await Load(store);
        Assert.Equal(0, kept.Revision.Number);
        Assert.Empty(kept.Values);
        Assert.Empty(kept.Names);
        Assert.Empty(kept.Sessions);
    }

    [Fact]
    public async Task Delete_ByAnEarlierTenure_FailsAndLeavesAll()
    {
        IGraphStore store = Open();
        await Append(store, Step(1, (X, [1])));
        await (await store.OpenAsync(Graph, new(2))).DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => store.DeleteAsync(Graph, new(1)));
        AssertHolds(await Load(store), X, 1.0);
    }

    [Fact]
    public async Task Delete_OfAnUnknownGraph_DoesNothing()
    {
        IGraphStore store = Open();
        Assert.False(await store.DeleteAsync(Graph, new(1)));
        Assert.Empty(await store.ListAsync());
    }

    private static StoredStep Step(long revision, params (NodeId Variable, double[] Values)[] values) =>
        new(new Revision(revision))
        {
            Values =
            [
                .. values.Select(one => new StoredValue(one.Variable, NdArray<double>.From(one.Values), new(revision))),
            ],
        };

    private static async Task Append(IGraphStore store, params StoredStep[] steps)
    {
        await using IGraphLog log = await store.OpenAsync(Graph, new(1));
        foreach (StoredStep step in steps) await log.AppendAsync(step);
    }

    private static async Task<StoredGraph> Load(IGraphStore store)
    {
        await using IGraphLog log = await store.OpenAsync(Graph, new(9));
        return log.Content;
    }

    private static void AssertHolds(StoredGraph kept, NodeId variable, params double[] expected)
    {
        StoredValue value = Assert.Single(kept.Values, one => one.Variable == variable);
        Assert.Equal(expected, ((NdArray<double>)value.Content).ToArray());
    }
}

public sealed class InMemoryGraphStoreTests : GraphStoreContract
{
    private protected override IGraphStore Open() => new InMemoryGraphStore();
}
