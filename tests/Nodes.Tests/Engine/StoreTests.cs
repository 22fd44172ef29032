using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Engine;

/// <summary>An engine with a store keeps first and acknowledges then.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task Assign_WithAStore_IsKeptWhenItReturns()
    {
        var store = new InMemoryGraphStore();
        var (flow, x) = Make(await store.OpenAsync("g", new(1)));
        x.Assign([1, 2]);
        Assert.Equal("f64[2] [1, 2]", (await Kept(store)).Content.ToString());
        flow.Transaction(transaction =>
        {
            transaction.Assign(x, 3);
            transaction.Assign(x, 4);
        });
        StoredValue kept = await Kept(store);
        Assert.Equal("f64[] 4", kept.Content.ToString());
        Assert.Equal(2, kept.Revision.Number);
    }

    [Fact]
    public void Assign_RefusedByTheStore_ThrowsAndNothingChanges()
    {
        var store = new Gate();
        var (_, x) = Make(store);
        LazyArray<double> y = x + 1;
        store.Open();
        x.Assign(1);
        y.Eval();
        store.Break(new IOException("the disk is full"));
        var error = Assert.Throws<DataflowException>(() => x.Assign(2));
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, y.ToScalar());
        store.Close();
        store.Open();
        x.Assign(5);
        Assert.Equal(6, y.Eval().ToScalar());
    }

    [Fact]
    public async Task Assign_WhileTheStoreIsBusy_IsNotSeenAndNotAcknowledged()
    {
        var store = new Gate();
        var (_, x) = Make(store);
        LazyArray<double> y = x + 1;
        store.Open();
        x.Assign(1);
        store.Close();
        Task second = x.AssignAsync(NdArray<double>.Scalar(2));
        Task third = x.AssignAsync(NdArray<double>.Scalar(3));
        await store.Asked;
        Assert.Equal(2, y.Eval().ToScalar());
        Assert.False(second.IsCompleted);
        store.Open();
        await Task.WhenAll(second, third);
        Assert.Equal(4, y.Eval().ToScalar());
    }

    private static (Context Flow, LazyArray<double> X) Make(IGraphLog log)
    {
        var engine = new Dataflow.Nodes.Engine.Engine(
            new ShardsOfLength(int.MaxValue), ShardLimits.Default, new WorkersDispatcher(), log);
        var flow = new Context(engine);
        return (flow, flow.Variable<double>("x"));
    }

    private static async Task<StoredValue> Kept(InMemoryGraphStore store)
    {
        await using IGraphLog log = await store.OpenAsync("g", new(1));
        return Assert.Single(log.Content.Values);
    }

    /// <summary>A log whose answers wait until it is opened.</summary>
    private sealed class Gate : IGraphLog
    {
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Open() => _open.TrySetResult();

        public void Close() => (_open, _asked) = (
            new(TaskCreationOptions.RunContinuationsAsynchronously),
            new(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Break(Exception cause)
        {
            Close();
            _open.SetException(cause);
        }

        public StoredGraph Content => StoredGraph.Empty;

        public Task AppendAsync(StoredStep step, CancellationToken cancellation = default)
        {
            _asked.TrySetResult();
            return _open.Task;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
