using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>G9 reproducible: no option, and no number of threads, changes a value or how often a number runs.</summary>
public abstract class OptionsTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void NodesPerActor_OfAnyNumber_GivesTheSameValuesAndCounts(int nodesPerActor)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var options = new EngineOptions { NodesPerActor = nodesPerActor };
            Assert.Equal(Live(seed, new EngineOptions()), Live(seed, options));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(64, 3)]
    public void KernelsAtATime_OfAnyNumber_GivesTheSameBits(int kernels, int nodesPerActor)
    {
        var options = new EngineOptions { KernelsAtATime = kernels, NodesPerActor = nodesPerActor };
        LazyArray<T> a = new Context(options).Variable<T>("a");
        NdArray<T> input = NdArray<T>.Of([.. Enumerable.Range(0, 50_000).Select(i => T.Sin(N(i)) * N(i))]);
        a.Assign(input);
        AssertSame(Wide(input), Wide(a).Eval());
    }

    [Fact]
    public void Contexts_ManyAtOnce_DoNotDisturbEachOther()
    {
        var errors = new Exception?[64];
        var few = new EngineOptions { NodesPerActor = 3 };
        void LiveTwice(int seed) => Assert.Equal(Live(seed, new EngineOptions()), Live(seed, few));
        Thread[] threads = [.. Enumerable.Range(0, errors.Length).Select(
            i => new Thread(() => errors[i] = Record.Exception(() => LiveTwice(i % 10))))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(errors, Assert.Null);
    }

    private static TOperand Wide<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        TOperand all = x.Sum();
        for (int i = 0; i < 20; i++) all = (all * 0.5) + ((x + i).Sin() * x.Cos()).Sum() + (x / (i + 1)).Mean();
        return all;
    }

    /// <summary>The same life of the same graph: every value that is seen, and how often each node ran.</summary>
    private static List<string> Live(int seed, EngineOptions options)
    {
        var flow = new Context(options);
        var forest = new FormulaForest<T>(flow, seed, variables: 4, operations: 100);
        var chance = new Random(seed);
        foreach (LazyArray<T> variable in forest.Variables) variable.Assign(N(chance.Next(5) - 2));
        List<string> seen = [];
        for (int i = 0; i < 40; i++)
        {
            if (chance.Next(2) == 0) forest.Variables[chance.Next(4)].Assign(N(chance.Next(5) - 2));
            else seen.Add(forest.Nodes[chance.Next(forest.Nodes.Count)].Eval().ToString());
        }

        IEnumerable<NodeReport> reports = flow.Report([.. forest.Nodes]).OrderBy(report => report.Id);
        seen.AddRange(reports.Select(report => $"{report.Id} ran {report.Runs}"));
        return seen;
    }
}

public sealed class DoubleOptionsTests : OptionsTests<double>;

public sealed class SingleOptionsTests : OptionsTests<float>;
