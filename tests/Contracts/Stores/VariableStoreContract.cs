using Dataflow.Nodes;
using Dataflow.Nodes.Storage;

namespace Dataflow.Contracts.Stores;

/// <summary>What every store of variables keeps to.</summary>
public abstract class VariableStoreContract
{
    private static readonly NodeId X = new(0);
    private static readonly NodeId Y = new(1);

    private protected abstract IVariableStore Open();

    [Fact]
    public async Task Load_NeverSaved_GivesNothing() => Assert.Null(await Open().LoadAsync(X));

    [Fact]
    public async Task Load_AfterSave_GivesTheValueAndItsRevision()
    {
        IVariableStore store = Open();
        await store.SaveAsync(Step(3, (X, [1, 2])));
        StoredValue? loaded = await store.LoadAsync(X);
        Assert.Equal(3, loaded!.Revision);
        Assert.True(NdArray<double>.Of(1, 2).ValueEquals((NdArray<double>)loaded.Content));
    }

    [Fact]
    public async Task Save_OfALaterStep_ReplacesTheValue()
    {
        IVariableStore store = Open();
        await store.SaveAsync(Step(1, (X, [1])));
        await store.SaveAsync(Step(2, (X, [2])));
        await AssertHolds(store, X, 2.0);
    }

    [Fact]
    public async Task Save_OfAnOlderStep_ChangesNothingAboutWhatIsNewer()
    {
        IVariableStore store = Open();
        await store.SaveAsync(Step(5, (X, [5])));
        await store.SaveAsync(Step(4, (X, [4]), (Y, [40])));
        await AssertHolds(store, X, 5.0);
        await AssertHolds(store, Y, 40.0);
    }

    [Fact]
    public async Task Save_OfTheSameStepTwice_IsAsSavingItOnce()
    {
        IVariableStore store = Open();
        await store.SaveAsync(Step(1, (X, [1])));
        await store.SaveAsync(Step(1, (X, [1])));
        await AssertHolds(store, X, 1.0);
    }

    [Fact]
    public async Task Save_OfSeveralVariables_KeepsThemApart()
    {
        IVariableStore store = Open();
        await store.SaveAsync(Step(1, (X, [1, 2, 3]), (Y, [])));
        await AssertHolds(store, X, 1.0, 2.0, 3.0);
        Assert.Empty(await Values(store, Y));
    }

    [Fact]
    public async Task Save_FromManyThreads_KeepsTheNewestOfEach()
    {
        IVariableStore store = Open();
        await Task.WhenAll(Enumerable.Range(1, 200).Select(revision =>
            Task.Run(() => store.SaveAsync(Step(revision, (X, [revision]), (Y, [-revision]))))));
        await AssertHolds(store, X, 200.0);
        await AssertHolds(store, Y, -200.0);
    }

    [Fact]
    public async Task SaveAndLoad_Cancelled_ThrowAndKeepNothing()
    {
        IVariableStore store = Open();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveAsync(Step(1, (X, [1])), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LoadAsync(X, cancelled));
        Assert.Null(await store.LoadAsync(X));
    }

    private static StoredStep Step(long revision, params (NodeId Variable, double[] Values)[] values) =>
        new(revision, [.. values.Select(one => (one.Variable, (NdArray)NdArray<double>.From(one.Values)))]);

    private static async Task AssertHolds(IVariableStore store, NodeId variable, params double[] expected)
    {
        double[] actual = await Values(store, variable);
        Assert.Equal(expected, actual);
    }

    private static async Task<double[]> Values(IVariableStore store, NodeId variable) =>
        ((NdArray<double>)(await store.LoadAsync(variable))!.Content).ToArray();
}

public sealed class InMemoryVariableStoreTests : VariableStoreContract
{
    private protected override IVariableStore Open() => new InMemoryVariableStore();
}
