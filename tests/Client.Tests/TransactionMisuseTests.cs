using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests;

/// <summary>A transaction that is over says so, whoever uses it then; until its end any thread may fill it.</summary>
public abstract class TransactionMisuseTests
{
    private readonly Context _flow;
    private readonly LazyArray<double> _x;

    protected TransactionMisuseTests(Context flow)
    {
        (_flow, _x) = (flow, flow.Variable<double>("x"));
        _x.Assign(1);
    }

    [Fact]
    public void Assign_AfterTheEnd_SaysThatItIsOverAndChangesNothing()
    {
        Transaction? kept = null;
        _flow.Transaction(step => kept = step);
        AssertIsOver(kept!);
    }

    [Fact]
    public void Assign_AfterTheFunctionThrew_SaysThatItIsOver()
    {
        Transaction? kept = null;
        Assert.Throws<FormatException>(() => _flow.Transaction(step =>
        {
            (kept = step).Assign(_x, 5);
            throw new FormatException("changed my mind");
        }));
        AssertIsOver(kept!);
    }

    [Fact]
    public void Assign_ByAThreadThatOutlivedTheFunction_SaysThatItIsOver()
    {
        Exception? error = null;
        using var isOver = new ManualResetEventSlim();
        Thread? thread = null;
        _flow.Transaction(step =>
        {
            thread = new Thread(() =>
            {
                isOver.Wait();
                error = Record.Exception(() => step.Assign(_x, NdArray<double>.Of(1, 2)));
            });
            thread.Start();
        });
        isOver.Set();
        thread!.Join();
        Assert.IsType<InvalidOperationException>(error);
        Assert.Equal(1, _x.ToScalar());
    }

    [Fact]
    public async Task Assign_AfterAnAsynchronousEnd_SaysThatItIsOver()
    {
        Transaction? kept = null;
        await _flow.TransactionAsync(step => kept = step);
        AssertIsOver(kept!);
        await _flow.TransactionAsync(async step =>
        {
            kept = step;
            await Task.Yield();
        });
        AssertIsOver(kept!);
        await Assert.ThrowsAsync<FormatException>(() => _flow.TransactionAsync(async step =>
        {
            (kept = step).Assign(_x, 5);
            await Task.Yield();
            throw new FormatException("changed my mind");
        }));
        AssertIsOver(kept!);
    }

    [Fact]
    public void Assign_ByManyThreads_TakesEffectEveryTime()
    {
        LazyArray<double>[] all = [.. Enumerable.Range(0, 5000).Select(i => _flow.Variable<double>($"v{i}"))];
        for (int round = 1; round <= 5; round++)
        {
            double offset = round;
            var four = new ParallelOptions { MaxDegreeOfParallelism = 4 };
            _flow.Transaction(step => Parallel.For(0, all.Length, four, i => step.Assign(all[i], i + offset)));
            _flow.Eval(all);
            for (int i = 0; i < all.Length; i++) Assert.Equal(i + offset, all[i].ToScalar());
        }
    }

    /// <summary>So many at once that without a lock some are lost on any machine.</summary>
    [Fact]
    public void Assign_ByThreadsThatBeginTogether_LosesNone()
    {
        const int threads = 4, times = 100_000;
        var transaction = new Transaction(_flow);
        using var start = new Barrier(threads);
        var errors = new Exception?[threads];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            errors[number] = Record.Exception(() =>
            {
                for (int i = 0; i < times; i++) transaction.Assign(_x, i);
            });
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
        Assert.All(errors, Assert.Null);
        Assert.Equal(threads * times, transaction.End().Values.Count);
    }

    [Fact]
    public void Assign_OfOneVariableByThreadAfterThread_KeepsTheLast()
    {
        _flow.Transaction(step =>
        {
            for (int i = 0; i < 10; i++)
            {
                double value = i;
                var thread = new Thread(() => step.Assign(_x, value));
                thread.Start();
                thread.Join();
            }
        });
        Assert.Equal(9, _x.ToScalar());
    }

    [Fact]
    public void Assign_OfOneVariableByManyThreads_KeepsOneOfThem()
    {
        _flow.Transaction(step => Parallel.For(0, 1000, i => step.Assign(_x, i + 10)));
        Assert.InRange(_x.ToScalar(), 10, 1009);
    }

    [Fact]
    public async Task TransactionAsync_WithATask_TakesEffectWhenTheTaskEnds()
    {
        LazyArray<double> y = _flow.Variable<double>("y");
        var more = new TaskCompletionSource();
        Task transaction = _flow.TransactionAsync(async step =>
        {
            step.Assign(_x, 2);
            await more.Task;
            step.Assign(y, 3);
        });
        Assert.Equal(1, _x.Eval().ToScalar());
        Assert.False(transaction.IsCompleted);
        more.SetResult();
        await transaction;
        Assert.Equal((2, 3), (_x.ToScalar(), y.ToScalar()));
    }

    [Fact]
    public async Task TransactionAsync_WhoseTaskFails_AssignsNothing()
    {
        await Assert.ThrowsAsync<FormatException>(() => _flow.TransactionAsync(step =>
        {
            step.Assign(_x, 2);
            return Task.FromException(new FormatException("changed my mind"));
        }));
        Assert.Equal(1, _x.Eval().ToScalar());
    }

    [Fact]
    public async Task TransactionAsync_WithoutATask_SaysSoAndAssignsNothing()
    {
        Task? none = null;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _flow.TransactionAsync(step =>
        {
            step.Assign(_x, 2);
            return none!;
        }));
        Assert.Contains("returned no task", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _x.Eval().ToScalar());
    }

    private void AssertIsOver(Transaction kept)
    {
        var error = Assert.Throws<InvalidOperationException>(() => kept.Assign(_x, 77));
        Assert.Contains("after the transaction's end", error.Message, StringComparison.Ordinal);
        Assert.Contains("begin another transaction", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => kept.Assign(_x, NdArray<double>.Of(7, 7)));
        Assert.Equal(1, _x.Eval().ToScalar());
    }
}

public sealed class EmbeddedTransactionMisuseTests() : TransactionMisuseTests(new Context());

public sealed class RemoteTransactionMisuseTests() : TransactionMisuseTests(new MemoryCluster().Open());
