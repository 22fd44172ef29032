using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>Values beyond the byte budget go, the cheapest first, and come back when they are needed.</summary>
public abstract class BudgetTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Length = 10_000;

    private static readonly long BytesOfOne = Filled(0, Length).Bytes;

    [Fact]
    public void Eval_BeyondTheBudget_LetsTheCheapestValueGo()
    {
        Context flow = new(new EngineOptions { CacheBytes = 3 * BytesOfOne / 2 });
        LazyArray<T> a = flow.Variable<T>("a");
        a.Assign(Filled(1, Length));
        LazyArray<T> dear = a.Exp(), cheap = a + 1;
        AssertSame(Filled(2, Length), cheap.Eval());
        _ = dear.Eval();

        NodeReport[] reports = [.. flow.Report(dear, cheap)];
        Assert.True(Find(reports, dear).IsValid);
        Assert.False(Find(reports, cheap).IsValid);
        Assert.Equal(1, Find(reports, cheap).Evictions);
        AssertSame(Filled(2, Length), cheap.Eval());
        Assert.Equal(2, Find([.. flow.Report(cheap)], cheap).Runs);
    }

    [Fact]
    public void Eval_WithNoBudgetAtAll_StillGivesEveryValue()
    {
        Context flow = new(new EngineOptions { CacheBytes = 0 });
        LazyArray<T> a = flow.Variable<T>("a"), b = flow.Variable<T>("b");
        LazyArray<T> p = a * 2, q = p + b, total = (q * p).Sum();
        for (int i = 0; i < 5; i++)
        {
            a.Assign(Filled(i, Length));
            b.Assign(Filled(1, Length));
            AssertSame(Filled((2 * i) + 1, Length), q.Eval());
            AssertSame(Filled(2 * i, Length), p.Eval());
            Assert.Equal(Length * 2.0 * i * ((2 * i) + 1), double.CreateTruncating(total.Eval().ToScalar()));
        }

        NodeReport[] reports = [.. flow.Report(p, q)];
        Assert.False(Find(reports, p).IsValid);
        Assert.False(Find(reports, q).IsValid);
    }

    [Fact]
    public void Eval_WithinTheBudget_KeepsEverything()
    {
        Context flow = new(new EngineOptions { CacheBytes = 10 * BytesOfOne });
        LazyArray<T> a = flow.Variable<T>("a"), b = flow.Variable<T>("b"), sum = a + b;
        a.Assign(Filled(1, Length));
        for (int i = 0; i < 200; i++)
        {
            b.Assign(Filled(i, Length));
            _ = sum.Eval();
        }

        Assert.Equal(0, Find([.. flow.Report(sum)], sum).Evictions);
    }

    private static NodeReport Find(NodeReport[] reports, LazyArray node) =>
        Assert.Single(reports, report => report.Id == node.Id);
}

public sealed class DoubleBudgetTests : BudgetTests<double>;

public sealed class SingleBudgetTests : BudgetTests<float>;
