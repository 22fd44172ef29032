using System.Numerics;
using System.Runtime.CompilerServices;
using Dataflow.Nodes.Memory;

namespace Dataflow.Scenarios;

/// <summary>Tests that look at the pool that all arrays share run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneWithThePool
{
    public const string Name = "alone with the pool";
}

/// <summary>G7 bounded: memory for values follows the live set, not the graph.</summary>
[Collection(AloneWithThePool.Name)]
public abstract class MemoryTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Length = 10_000;

    /// <summary>The pool keeps what was in use, so that what it has afterwards is the most that was in use at a time.
    /// </summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(100)]
    [InlineData(7)]
    [InlineData(1)]
    public void Eval_OfALongChain_NeedsNoMoreArraysThanAShortOne(int nodesPerActor)
    {
        long few = MostBytesDuring(() => EvaluateChain(100, nodesPerActor));
        long many = MostBytesDuring(() => EvaluateChain(10_000, nodesPerActor));
        Assert.InRange(few, 0, 4 * BytesOfOne);
        Assert.InRange(many, 0, few + BytesOfOne);
    }

    [Fact]
    public void Eval_ManyTimesOver_NeedsNoMoreArraysThanOnce()
    {
        LazyArray<T> a = Array("a", Filled(1, Length)), total = (a.Sin().Cos() * 2).Sum();
        void Evaluate(int i)
        {
            a.Assign(Filled(i, Length));
            _ = total.Eval();
        }

        long once = MostBytesDuring(() => Evaluate(0));
        long often = MostBytesDuring(() =>
        {
            for (int i = 1; i <= 200; i++) Evaluate(i);
        });
        Assert.InRange(often, 0, once + (2 * BytesOfOne));
    }

    /// <summary>Values of revisions that nobody can ask for any more are let go.</summary>
    [Fact]
    public void Assign_OfComputedArraysManyTimes_KeepsOnlyTheLast()
    {
        LazyArray<T> a = Array("a", Filled(1, Length)), b = Number("b", 0);
        LazyArray<T> kept = a.Sin(), sum = kept + b;
        long bytes = MostBytesDuring(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                a.Assign(Filled(i, Length));
                b.Assign(N(i));
                Flow.Eval(kept, sum);
            }
        });
        Assert.InRange(bytes, 0, 8 * BytesOfOne);
    }

    [Fact]
    public void Eval_ThatFails_LeavesNoArrayInUse()
    {
        LazyArray<T> a = Array("a", Filled(1, Length)), b = Array("b", Filled(1, Length + 1));
        LazyArray<T> bad = (a.Sin() + b.Cos()).Sum();
        long bytes = MostBytesDuring(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                Assert.Throws<EvaluationException>(() => bad.Eval());
                a.Assign(Filled(i, Length));
                b.Assign(Filled(i, Length + 1));
            }
        });
        Assert.InRange(bytes, 0, 12 * BytesOfOne);
    }

    // Blocks come in classes of size, so one array takes a little more than its elements.
    private static long BytesOfOne => Length * Unsafe.SizeOf<T>() * 2L;

    private static void EvaluateChain(int length, int nodesPerActor)
    {
        var flow = new Context(new EngineOptions { NodesPerActor = nodesPerActor });
        LazyArray<T> a = flow.Variable<T>("a"), end = a;
        a.Assign(Filled(1, Length));
        for (int i = 0; i < length; i++) end = end.Sin();
        flow.Eval(end);
        Assert.Equal(length + 1, flow.Report(end).Count(report => report.Runs == 1 || report.Name == "a"));
    }

    private static long MostBytesDuring(Action act)
    {
        BufferPool.Shared.Trim();
        long before = BufferPool.Shared.BytesInUse + BufferPool.Shared.BytesHeld;
        act();
        return BufferPool.Shared.BytesInUse + BufferPool.Shared.BytesHeld - before;
    }
}

public sealed class DoubleMemoryTests : MemoryTests<double>;

public sealed class SingleMemoryTests : MemoryTests<float>;
