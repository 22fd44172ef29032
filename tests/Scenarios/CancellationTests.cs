using System.Numerics;
using Dataflow.TestKit;

namespace Dataflow.Scenarios;

/// <summary>G10 cancellable: a cancelled evaluation leaves the engine as if it had not been asked.</summary>
public abstract class CancellationTests<T> : Scenario<T>, IDisposable where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly GateOperator _gate = new();

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task EvalAsync_OfANode_GivesItsValue()
    {
        LazyArray<T> a = Array("a", Filled(2, Many));
        AssertSame(Filled(4, Many), await a.Sqr().EvalAsync());
    }

    [Fact]
    public async Task EvalAsync_OfSeveralNodes_MakesAllOfThemReadable()
    {
        LazyArray<T> a = Array("a", Filled(2, Many));
        LazyArray<T> square = a.Sqr(), total = a.Sum();
        await Flow.EvalAsync([square, total]);
        AssertSame(Filled(4, Many), square.Value);
        Assert.Equal(N(2 * Many), total.ToScalar());
    }

    [Fact]
    public async Task EvalAsync_CancelledBefore_RunsNothing()
    {
        LazyArray<T> square = Array("a", Filled(2, Many)).Sqr();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => square.EvalAsync(cancelled));
        Assert.Equal(0, Runs(square));
        AssertSame(Filled(4, Many), square.Eval());
    }

    /// <summary>1 a kernel is under way · 2 the evaluation is cancelled · 3 the client knows at once
    /// · 4 the kernel ends · 5 the node is asked again and has its value, computed at most once more.</summary>
    [Fact]
    public async Task EvalAsync_CancelledDuringAKernel_EndsAtOnceAndCanBeAskedAgain()
    {
        LazyArray<T> gate = Gate(Array("a", Filled(2, Many)));
        LazyArray<T> after = gate.Sqr();
        using var cancellation = new CancellationTokenSource();
        Task<NdArray<T>> evaluation = after.EvalAsync(cancellation.Token);
        _gate.WaitUntilEntered();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
        Assert.Equal(0, Runs(after));
        _gate.Open();
        AssertSame(Filled(4, Many), await after.EvalAsync());
        Assert.InRange(Runs(gate), 1, 2);
        Assert.Equal(1, Runs(after));
    }

    [Fact]
    public async Task EvalAsync_CancelledByOneOfTwo_IsAnsweredToTheOther()
    {
        LazyArray<T> after = Gate(Array("a", Filled(2, Many))).Sqr();
        using var cancellation = new CancellationTokenSource();
        Task<NdArray<T>> cancelled = after.EvalAsync(cancellation.Token);
        Task<NdArray<T>> kept = after.EvalAsync();
        _gate.WaitUntilEntered();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _gate.Open();
        AssertSame(Filled(4, Many), await kept);
    }

    /// <summary>A wide graph: what had not begun when it was cancelled never runs.</summary>
    [Fact]
    public async Task EvalAsync_OfAWideGraphCancelledDuring_DoesNotRunTheRest()
    {
        var flow = new Context(new EngineOptions { KernelsAtATime = 1 });
        LazyArray<T> a = flow.Variable<T>("a");
        a.Assign(Filled(1, Many));
        LazyArray<T>[] wide = [.. Enumerable.Range(0, 100).Select(i => flow.Define(_gate, null, a + i))];
        using var cancellation = new CancellationTokenSource();
        Task evaluation = flow.EvalAsync(wide, cancellation.Token);
        _gate.WaitUntilEntered();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
        _gate.Open();
        Assert.InRange(wide.Sum(node => Runs(node)), 1, 2);
        await flow.EvalAsync(wide);
        Assert.InRange(wide.Sum(node => Runs(node)), 100, 102);
        for (int i = 0; i < wide.Length; i++) AssertSame(Filled(i + 1, Many), wide[i].Value);
    }

    [Fact]
    public async Task EvalAsync_CancelledAfterItsEnd_ChangesNothing()
    {
        LazyArray<T> square = Array("a", Filled(2, Many)).Sqr();
        using var cancellation = new CancellationTokenSource();
        AssertSame(Filled(4, Many), await square.EvalAsync(cancellation.Token));
        await cancellation.CancelAsync();
        AssertSame(Filled(4, Many), square.Value);
    }

    /// <summary>An assignment does not wait for an evaluation under way, nor does it disturb it.</summary>
    [Fact]
    public async Task Assign_WhileAnEvaluationIsUnderWay_ReturnsAndLeavesItItsState()
    {
        LazyArray<T> a = Array("a", Filled(2, Many)), b = Number("b", 1);
        LazyArray<T> sum = Gate(a) + b;
        Task<NdArray<T>> before = sum.EvalAsync();
        _gate.WaitUntilEntered();
        a.Assign(Filled(5, Many));
        b.Assign(N(10));
        _gate.Open();
        AssertSame(Filled(3, Many), await before);
        AssertSame(Filled(15, Many), sum.Eval());
    }

    /// <summary>G10: neither assignments nor evaluations starve the other, counted in turns and not in time.</summary>
    [Fact]
    public async Task Eval_UnderAStreamOfAssignments_IsAnswered()
    {
        LazyArray<T> a = Number("a", 0);
        LazyArray<T> sum = a + 1;
        using var stop = new CancellationTokenSource();
        var assigned = new TaskCompletionSource();
        Task stream = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                a.Assign(N(i % 1000));
                if (i == 10) assigned.SetResult();
            }
        });
        await assigned.Task;
        for (int i = 0; i < 1000; i++) Assert.InRange(sum.Eval().ToScalar(), N(1), N(1000));
        await stop.CancelAsync();
        await stream;
    }

    private LazyArray<T> Gate(LazyArray<T> x) => Flow.Define(_gate, null, x);
}

public sealed class DoubleCancellationTests : CancellationTests<double>;

public sealed class SingleCancellationTests : CancellationTests<float>;
