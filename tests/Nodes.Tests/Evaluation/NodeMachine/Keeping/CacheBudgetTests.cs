using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>All shards of an engine count in one budget, at the same time.</summary>
public sealed class CacheBudgetTests
{
    [Fact]
    public void IsExceeded_AtTheLimit_IsFalseAndOneByteMoreIsTrue()
    {
        var budget = new CacheBudget(100);
        budget.Add(60);
        budget.Add(40);
        Assert.False(budget.IsExceeded);
        budget.Add(1);
        Assert.True(budget.IsExceeded);
        budget.Add(-1);
        Assert.False(budget.IsExceeded);
    }

    [Fact]
    public void Add_BySeveralThreads_LosesNothing()
    {
        var budget = new CacheBudget(0);
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 50_000; i++)
            {
                budget.Add(3);
                budget.Add(-2);
            }
        })).ToList();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        budget.Add(-4 * 50_000);
        Assert.False(budget.IsExceeded);
        budget.Add(1);
        Assert.True(budget.IsExceeded);
    }
}
