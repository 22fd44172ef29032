using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests;

/// <summary>G10 cancellable: who cancels is told so by his own token, on whatever way the wait was.</summary>
public abstract class CallersTokenTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    protected CallersTokenTests(Context flow)
    {
        (Flow, X) = (flow, flow.Variable<double>("x"));
        X.Assign(NdArray<double>.Ones(1000));
    }

    protected Context Flow { get; }

    protected LazyArray<double> X { get; }

    /// <summary>A node whose evaluation does not end before it is let go.</summary>
    protected abstract LazyArray<double> Slow { get; }

    public virtual void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task AnyWait_CancelledBefore_HasTheCallersToken()
    {
        CancellationToken token = new(canceled: true);
        await AssertHas(() => X.EvalAsync(token), token);
        await AssertHas(() => Flow.EvalAsync([X, X.Exp()], token), token);
        await AssertHas(() => Task.Run(() => X.Eval(token), CancellationToken.None), token);
        await AssertHas(() => Task.Run(() => Flow.Eval([X, X.Exp()], token), CancellationToken.None), token);
        await AssertHas(() => Task.Run(() => X.AssignAsync(NdArray<double>.Of(1), token)), token);
        await AssertHas(() => Flow.TransactionAsync(step => step.Assign(X, 2), token), token);
        await AssertHas(
            () => Flow.TransactionAsync(async step => await Task.Run(() => step.Assign(X, 2)), token), token);
        await AssertHas(() => Flow.MoveAsync(X, "b", token), token);
        Assert.Equal(1000, X.Eval().Length);
    }

    [Fact]
    public async Task TransactionAsync_CancelledWhileItIsFilled_HasTheCallersTokenAndAssignsNothing()
    {
        await AssertHas(() => Flow.TransactionAsync(
            async step =>
            {
                step.Assign(X, 2);
                await _source.CancelAsync();
            },
            _source.Token), _source.Token);
        Assert.Equal(1000, X.Eval().Length);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task Eval_CancelledWhileItWaits_HasTheCallersToken(int nodes, bool blocks)
    {
        LazyArray<double> slow = Slow;
        LazyArray[] all = [slow, X.Cos()];
        Task evaluation = (nodes, blocks) switch
        {
            (1, true) => Task.Run(() => slow.Eval(_source.Token), CancellationToken.None),
            (1, false) => slow.EvalAsync(_source.Token),
            (_, true) => Task.Run(() => Flow.Eval(all, _source.Token), CancellationToken.None),
            _ => Flow.EvalAsync(all, _source.Token),
        };
        await UnderWayAsync();
        await _source.CancelAsync();
        if (blocks) LetGo(); // the caller's thread may be the one that computes
        await AssertHas(() => evaluation, _source.Token);
        LetGo();
        Assert.Equal(1000, slow.Eval().Length);
    }

    /// <summary>Done when the evaluation of what is slow is under way.</summary>
    protected abstract Task UnderWayAsync();

    protected abstract void LetGo();

    private protected static async Task AssertHas(Func<Task> wait, CancellationToken token)
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(wait);
        Assert.Equal(token, error.CancellationToken);
    }
}

public sealed class EmbeddedCallersTokenTests() : CallersTokenTests(new Context())
{
    private readonly GateOperator _gate = new();

    protected override LazyArray<double> Slow => Flow.Define(_gate, null, X);

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Assigning_CancelledWhileTheStoreIsBusy_HasTheCallersToken()
    {
        var store = new BusyLog();
        Context flow = store.Serve();
        LazyArray<double> x = flow.Variable<double>("x");
        using var source = new CancellationTokenSource();
        Task[] assigning =
        [
            x.AssignAsync(NdArray<double>.Of(1, 2), source.Token),
            flow.TransactionAsync(step => step.Assign(x, 2), source.Token),
            flow.TransactionAsync(
                step =>
                {
                    step.Assign(x, 3);
                    return Task.CompletedTask;
                },
                source.Token),
        ];
        await store.Asked;
        await source.CancelAsync();
        foreach (Task one in assigning) await AssertHas(() => one, source.Token);
        store.Answer();
        x.Assign(5);
        Assert.Equal(5, x.ToScalar());
    }

    protected override Task UnderWayAsync() => Task.Run(_gate.WaitUntilEntered);

    protected override void LetGo() => _gate.Open();
}

public sealed class RemoteCallersTokenTests : CallersTokenTests
{
    private readonly MemoryCluster _cluster;
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RemoteCallersTokenTests()
        : this(new MemoryCluster())
    {
    }

    private RemoteCallersTokenTests(MemoryCluster cluster)
        : base(cluster.Open()) => _cluster = cluster;

    protected override LazyArray<double> Slow
    {
        get
        {
            Keep<EvalRequest>();
            return X.Sin();
        }
    }

    [Theory]
    [InlineData("assign")]
    [InlineData("transaction")]
    [InlineData("asynchronous transaction")]
    public async Task Assigning_CancelledWhileItWaits_HasTheCallersToken(string way)
    {
        Keep<Assignment>();
        using var source = new CancellationTokenSource();
        Task assigning = way switch
        {
            "assign" => X.AssignAsync(NdArray<double>.Of(1), source.Token),
            "transaction" => Flow.TransactionAsync(step => step.Assign(X, 2), source.Token),
            _ => Flow.TransactionAsync(async step => await Task.Run(() => step.Assign(X, 3)), source.Token),
        };
        await _kept.Task;
        await source.CancelAsync();
        await AssertHas(() => assigning, source.Token);
        LetGo();
        X.Assign(5);
        Assert.Equal(5, X.ToScalar());
    }

    [Fact]
    public async Task MoveAsync_CancelledWhileItWaits_HasTheCallersToken()
    {
        Keep<Relocation>();
        using var source = new CancellationTokenSource();
        Task moving = Flow.MoveAsync(X, "b", source.Token);
        await _kept.Task;
        await source.CancelAsync();
        await AssertHas(() => moving, source.Token);
    }

    [Fact]
    public async Task OpeningAndConnecting_CancelledWhileTheyWait_HaveTheCallersToken()
    {
        using var source = new CancellationTokenSource();
        var links = new SilentLinks();
        Task reaching = new Client.Sessions.MemberSearch(["tcp://a:1"], links, MemoryCluster.Options)
            .ReachAsync(source.Token);
        Task opening = new DataflowClient(["tcp://a:1"], links, MemoryCluster.Options)
            .OpenGraphAsync("g", source.Token);
        Task connecting = DataflowClient.ConnectAsync("tcp://127.0.0.1:1", MemoryCluster.Options, source.Token);
        await links.Asked;
        await source.CancelAsync();
        await AssertHas(() => reaching, source.Token);
        await AssertHas(() => opening, source.Token);
        await AssertHas(() => connecting, source.Token);
    }

    protected override Task UnderWayAsync() => _kept.Task;

    protected override void LetGo() => _cluster.Home.Keeps = null;

    /// <summary>The home keeps such requests, and what cancels them, to itself.</summary>
    private void Keep<TRequest>() where TRequest : Message => _cluster.Home.Keeps = message =>
        message is Cancellation || (message is TRequest && (_kept.TrySetResult() || true));
}
