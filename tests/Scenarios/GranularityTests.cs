using System.Numerics;
using System.Runtime.CompilerServices;
using Dataflow.Nodes.Memory;

namespace Dataflow.Scenarios;

/// <summary>Which values are kept, and how often nodes run, is the same however few nodes an actor has.</summary>
[Collection(AloneWithThePool.Name)]
public abstract class GranularityTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Length = 10_000;

    public static TheoryData<int> NodesPerActor => [1, 2, 7, int.MaxValue];

    [Theory]
    [MemberData(nameof(NodesPerActor))]
    public void Eval_OfAValueThatTwoNodesRead_RunsItOnce(int nodesPerActor)
    {
        (Context flow, LazyArray<T> a) = Begin(nodesPerActor);
        LazyArray<T> shared = a.Sin(), left = shared.Cos(), right = shared.Exp();
        a.Assign(Filled(1, Length));
        flow.Eval(left, right);
        Assert.Equal((1, 1, 1), (Runs(shared), Runs(left), Runs(right)));
        for (int i = 2; i <= 4; i++)
        {
            a.Assign(Filled(i, Length));
            flow.Eval(left);
            flow.Eval(right);
            Assert.Equal((i, i, i), (Runs(shared), Runs(left), Runs(right)));
        }
    }

    [Theory]
    [MemberData(nameof(NodesPerActor))]
    public void Eval_OfAValueThatOneNodeReads_IsKeptOnceItWasAskedFor(int nodesPerActor)
    {
        (_, LazyArray<T> a) = Begin(nodesPerActor);
        LazyArray<T> inner = a.Sqrt(), root = inner.Sum();
        a.Assign(Filled(4, Length));
        AssertNumber(2 * Length, root);
        Assert.Throws<NotValidException>(() => inner.Value);
        AssertSame(Filled(2, Length), inner.Eval());
        a.Assign(Filled(9, Length));
        AssertNumber(3 * Length, root);
        AssertSame(Filled(3, Length), inner.Value);
        Assert.Equal(3, Runs(inner));
    }

    [Theory]
    [MemberData(nameof(NodesPerActor))]
    public void Assign_OfAnotherOperand_FindsTheValueWhereSupportGrows(int nodesPerActor)
    {
        (Context flow, LazyArray<T> a) = Begin(nodesPerActor);
        LazyArray<T> b = flow.Variable<T>("b"), costly = a.Exp().CumSum(), root = costly + b;
        a.Assign(Filled(0, Length));
        for (int i = 1; i <= 20; i++)
        {
            b.Assign(N(i));
            Assert.Equal(N(Length + i), root.Eval()[Length - 1]);
        }

        Assert.Equal((1, 20), (Runs(costly), Runs(root)));
    }

    [Theory]
    [MemberData(nameof(NodesPerActor))]
    public void Eval_BeyondTheBudget_HoldsNoMoreThanThat(int nodesPerActor)
    {
        const int values = 60, budget = 8;
        long before = BufferPool.Shared.BytesInUse;
        Context flow = new(new EngineOptions
        {
            NodesPerActor = nodesPerActor, CacheBytes = budget * Length * Unsafe.SizeOf<T>(),
        });
        LazyArray<T> a = flow.Variable<T>("a"), b = flow.Variable<T>("b");
        a.Assign(Filled(1, Length));
        b.Assign(N(1));
        LazyArray<T>[] sums = [.. Enumerable.Range(0, values).Select(i => ((a + i).Sort() * b).Sum())];
        foreach (LazyArray<T> sum in sums) _ = sum.Eval();
        long arrays = (BufferPool.Shared.BytesInUse - before) / (Length * Unsafe.SizeOf<T>());
        Assert.InRange(arrays, 0, 2 * (budget + 2));
        for (int i = 0; i < values; i++) AssertNumber((i + 1) * Length, sums[i]);
    }

    private static (Context Flow, LazyArray<T> A) Begin(int nodesPerActor)
    {
        var flow = new Context(new EngineOptions { NodesPerActor = nodesPerActor });
        return (flow, flow.Variable<T>("a"));
    }
}

public sealed class DoubleGranularityTests : GranularityTests<double>;

public sealed class SingleGranularityTests : GranularityTests<float>;
