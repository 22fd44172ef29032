using System.Numerics;
using System.Runtime.ExceptionServices;

namespace Dataflow.Scenarios;

/// <summary>G6 no stack: depth costs heap, never stack.</summary>
public abstract class DepthTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int StackBytes = 256 << 10;

    [Theory]
    [InlineData(1_000_000, int.MaxValue)]
    [InlineData(100_000, 1000)]
    [InlineData(20_000, 1)]
    public void Chain_OnASmallStack_BuildsEvaluatesAndIsTraced(int length, int nodesPerActor) => OnASmallStack(() =>
    {
        var flow = new Context(new EngineOptions { NodesPerActor = nodesPerActor });
        LazyArray<T> a = flow.Variable<T>("a"), end = a;
        for (int i = 0; i < length; i++) end = (i & 1) == 0 ? end.Abs() : end.Neg();
        a.Assign(N(5));
        AssertNumber(-5, end);
        a.Assign(N(6));
        AssertNumber(-6, end);
        Assert.Equal(length, flow.ToTrace(end).AsSpan().Count('\n'));
        Assert.Equal(length + 1, flow.Report(end).Count);
        Assert.Equal(2, Runs(end));
    });

    [Fact]
    public void Chain_OfArraysOnASmallStack_Evaluates() => OnASmallStack(() =>
    {
        LazyArray<T> a = Array("a", Filled(1, 300)), end = a;
        for (int i = 0; i < 50_000; i++) end = end.Neg();
        AssertSame(Filled(1, 300), end.Eval());
        a.Assign(Filled(2, 300));
        AssertSame(Filled(2, 300), end.Eval());
    });

    [Fact]
    public void Chain_ThatFailsAtItsBeginning_FailsAtItsEnd() => OnASmallStack(() =>
    {
        LazyArray<T> a = Flow.Variable<T>("a"), end = a;
        for (int i = 0; i < 200_000; i++) end = end.Neg();
        Assert.Throws<UnassignedVariableException>(() => end.Eval());
        a.Assign(N(5));
        AssertNumber(5, end);
    });

    [Fact]
    public async Task Chain_EvaluatedAndCancelledOnTheThreadPool_Ends()
    {
        LazyArray<T> a = Number("a", 5), end = a;
        for (int i = 0; i < 200_000; i++) end = end.Neg();
        using var cancellation = new CancellationTokenSource();
        Task<NdArray<T>> evaluation = end.EvalAsync(cancellation.Token);
        await cancellation.CancelAsync();
        Exception? error = await Record.ExceptionAsync(() => evaluation);
        Assert.True(error is null or OperationCanceledException, error?.ToString());
        AssertSame(NdArray<T>.Scalar(N(5)), await end.EvalAsync());
    }

    private static void OnASmallStack(Action act)
    {
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                if (Record.Exception(act) is { } exception) error = ExceptionDispatchInfo.Capture(exception);
            },
            StackBytes);
        thread.Start();
        thread.Join();
        error?.Throw();
    }
}

public sealed class DoubleDepthTests : DepthTests<double>;

public sealed class SingleDepthTests : DepthTests<float>;
