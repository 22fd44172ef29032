using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>G1 right: an evaluation sees all of a transaction or nothing of it.</summary>
public abstract class TransactionTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Transaction_OfTwoAssignments_IsOneStep()
    {
        LazyArray<T> x = Number("x", 1), y = Number("y", 2);
        LazyArray<T> sum = x + y;
        AssertNumber(3, sum);
        Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            step.Assign(y, Vector(1, 2));
        });
        AssertSame(Vector(11, 12), sum.Eval());
        Assert.Equal(2, Runs(sum));
    }

    [Fact]
    public void Transaction_ThatThrows_ChangesNothing()
    {
        LazyArray<T> x = Number("x", 1);
        Assert.Throws<InvalidOperationException>(() => Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            throw new InvalidOperationException("changed my mind");
        }));
        AssertNumber(1, x);
    }

    [Fact]
    public void Transaction_WithAWrongShape_ChangesNothing()
    {
        LazyArray<T> x = Number("x", 1), y = Flow.Variable<T>("y", new[] { 3 });
        Assert.Throws<ShapeException>(() => Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            step.Assign(y, Vector(1, 2));
        }));
        AssertNumber(1, x);
    }

    [Fact]
    public void Transaction_BeforeItEnds_IsNotSeen()
    {
        LazyArray<T> x = Number("x", 1);
        Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            AssertNumber(1, x);
        });
        AssertNumber(10, x);
    }

    [Fact]
    public void Transaction_OfSeveralValuesForOneVariable_KeepsTheLast()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> more = x + 1;
        AssertNumber(2, more);
        Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            step.Assign(x, N(20));
        });
        AssertNumber(21, more);
        Assert.Equal(2, Runs(more));
    }

    [Fact]
    public void Transaction_OfEqualNumbersInTheEnd_RunsNothing()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> more = x + 1;
        AssertNumber(2, more);
        Flow.Transaction(step =>
        {
            step.Assign(x, N(10));
            step.Assign(x, N(1));
        });
        AssertNumber(2, more);
        Assert.Equal(1, Runs(more));
    }

    [Fact]
    public void Transaction_OfNothing_DoesNothing() => Flow.Transaction(_ => { });

    /// <summary>Two threads move amounts between x and y; two others look at the sum and at its least.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    public async Task Eval_UnderConcurrentTransactions_SeesASumThatNeverChanges(int nodesPerActor)
    {
        var flow = new Context(new EngineOptions { NodesPerActor = nodesPerActor });
        LazyArray<T> x = flow.Variable<T>("x"), y = flow.Variable<T>("y");
        void Move(int amount) => flow.Transaction(step =>
        {
            step.Assign(x, amount % 3 == 0 ? Filled(amount, Many) : NdArray<T>.Scalar(N(amount)));
            step.Assign(y, N(100 - amount));
        });
        Move(0);
        LazyArray<T> sum = x + y, least = (x + y).Min();
        using var stop = new CancellationTokenSource();
        Task[] movers = [.. Enumerable.Range(1, 2).Select(seed => Task.Run(() =>
        {
            var chance = new Random(seed);
            while (!stop.IsCancellationRequested) Move(chance.Next(100));
        }))];
        Task[] watchers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Assert.True(sum.Eval().AsSpan().IndexOfAnyExcept(N(100)) < 0);
                Assert.Equal(N(100), least.Eval().ToScalar());
            }
        }))];
        try
        {
            await Task.WhenAll(watchers);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(movers);
        }
    }
}

public sealed class DoubleTransactionTests : TransactionTests<double>;

public sealed class SingleTransactionTests : TransactionTests<float>;
