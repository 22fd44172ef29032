using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>Every wait for a cluster can be cancelled, and the home hears of it.</summary>
public sealed class CancellingTests
{
    private readonly MemoryCluster _cluster = new();
    private readonly TaskCompletionSource<Message> _evaluation =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Message> _cancellation =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task EvalAsync_Cancelled_EndsAtOnceAndIsCancelledAtTheHome()
    {
        LazyArray<double> x = _cluster.Open().Variable<double>("x");
        x.Assign(1);
        KeepEvaluations();
        using var cancellation = new CancellationTokenSource();
        Task<NdArray<double>> evaluation = x.EvalAsync(cancellation.Token);
        Message kept = await _evaluation.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
        Assert.Same(kept, ((Cancellation)await _cancellation.Task).Evaluation);
        _cluster.Home.Keeps = null;
        Assert.Equal(1, x.Eval().ToScalar());
    }

    [Fact]
    public async Task EvalAsync_CancelledWhileItWaitsForItsTurn_IsNeverSent()
    {
        LazyArray<double> x = _cluster.Open(MemoryCluster.Options with { RequestsInFlight = 1 }).Variable<double>("x");
        x.Assign(1);
        KeepEvaluations();
        using CancellationTokenSource first = new(), second = new();
        Task<NdArray<double>> sent = x.EvalAsync(first.Token), waiting = x.EvalAsync(second.Token);
        await _evaluation.Task;
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(sent.IsCompleted);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    [Fact]
    public async Task ClosingALink_CancelsTheEvaluationsOfThatClient()
    {
        LazyArray<double> x = _cluster.Open().Variable<double>("x");
        x.Assign(1);
        KeepEvaluations();
        Task<NdArray<double>> evaluation = x.EvalAsync();
        Message kept = await _evaluation.Task;
        _cluster.Home.Keeps = message => message is Cancellation && _cancellation.TrySetResult(message);
        _cluster.Network.Break("somebody fell over the cable");
        Assert.Same(kept, ((Cancellation)await _cancellation.Task).Evaluation);
        Assert.Equal(1, (await evaluation).ToScalar());
    }

    [Fact]
    public async Task OpenGraph_Cancelled_Ends()
    {
        _cluster.Network.Stop(MemoryCluster.Address);
        using var cancellation = new CancellationTokenSource();
        Task<Context> opening = _cluster.NewClient().OpenGraphAsync("g", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    private void KeepEvaluations() => _cluster.Home.Keeps = message =>
        message is EvalRequest ? _evaluation.TrySetResult(message)
        : message is Cancellation && _cancellation.TrySetResult(message);
}
