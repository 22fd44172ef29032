using System.Numerics;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Histories;

namespace Dataflow.Scenarios;

/// <summary>
/// G1 right and linearizable: whatever many threads do at once, what an evaluation sees is the formula's value under
/// one state of the variables, and that state has every assignment acknowledged before.
/// </summary>
public abstract class ConcurrencyTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Threads = 64;

    /// <summary>Each thread assigns a variable of its own, evaluates any node together with all the variables, and
    /// compares with the oracle; its own variable must be what it assigned.</summary>
    [Theory]
    [InlineData(int.MaxValue, 0)]
    [InlineData(int.MaxValue, 300)]
    public void Eval_OfAnyNodeFrom64Threads_SeesOneStateOfTheVariables(int nodesPerActor, int length)
    {
        var flow = new Context(new EngineOptions { NodesPerActor = nodesPerActor });
        var forest = new FormulaForest<T>(flow, seed: 3, variables: Threads, operations: 1000 - Threads);
        foreach (LazyArray<T> variable in forest.Variables) variable.Assign(Value(0, length));
        OnThreads(number =>
        {
            var chance = new Random(number);
            for (int turn = 1; turn <= 10; turn++)
            {
                NdArray<T> mine = Value(turn + number, length);
                forest.Variables[number].Assign(mine);
                CheckOneState(flow, forest, chance.Next(forest.Nodes.Count), number, mine);
            }
        });
        foreach (LazyArray<T> node in forest.Nodes) _ = node.Eval();
        CheckOneState(flow, forest, forest.Nodes.Count - 1, 0, Value(10, length));
    }

    [Fact]
    public void Define_OfTheSameFormulasFromManyThreads_GivesTheSameNodes()
    {
        LazyArray<T> a = Number("a", 1);
        var ends = new int[Threads];
        OnThreads(number =>
        {
            LazyArray<T> node = a;
            for (int i = 0; i < 100; i++) node = (node + i).Sin();
            ends[number] = node.Id;
            _ = node.Eval();
        });
        Assert.All(ends, end => Assert.Equal(ends[0], end));
    }

    [Fact]
    public void Eval_OfOneNodeFromManyThreads_RunsItOnce()
    {
        LazyArray<T> a = Array("a", Filled(1, 100_000)), total = a.Sin().Sum();
        OnThreads(_ => total.Eval());
        Assert.Equal(1, Runs(total));
    }

    [Fact]
    public async Task EvalAsync_ThousandsAtOnce_AreAllAnswered()
    {
        LazyArray<T> a = Number("a", 1);
        Task<NdArray<T>>[] answers = [.. Enumerable.Range(0, 5000).Select(i => (a + (i % 100)).EvalAsync())];
        for (int i = 0; i < answers.Length; i++) AssertSame(NdArray<T>.Scalar(N(1 + (i % 100))), await answers[i]);
    }

    [Fact]
    public async Task AssignAsync_ManyAtOnce_LeavesTheLastOfEachCaller()
    {
        LazyArray<T>[] variables = [.. Enumerable.Range(0, 10).Select(i => Flow.Variable<T>($"v{i}"))];
        LazyArray<T> total = variables.Aggregate((x, y) => x + y);
        await Task.WhenAll(variables.Select(async variable =>
        {
            for (int i = 0; i <= 100; i++) await variable.AssignAsync(NdArray<T>.Scalar(N(i)));
        }));
        AssertNumber(1000, total);
    }

    private static NdArray<T> Value(int number, int length) =>
        length == 0 ? NdArray<T>.Scalar(N((number % 7) - 3)) : Filled((number % 7) - 3, length);

    private static void CheckOneState(Context flow, FormulaForest<T> forest, int node, int own, NdArray<T> mine)
    {
        GraphNode[] asked = [forest.Nodes[node].Node, .. forest.Variables.Select(variable => variable.Node)];
        VersionedValue[] seen = flow.Session.Eval(asked);
        var twin = new SlowTwin<T>();
        twin.Assign(Enumerable.Range(1, asked.Length - 1).Select(i => (asked[i], seen[i].Value.Lease<T>())));
        AssertSame(mine, twin.ValueOf(forest.Variables[own].Node, twin.Newest)!);
        AssertSame(twin.Value(asked[0], twin.Newest)!, seen[0].Value.Lease<T>());
    }

    private static void OnThreads(Action<int> act)
    {
        using var begin = new Barrier(Threads);
        var errors = new Exception?[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            begin.SignalAndWait();
            errors[number] = Record.Exception(() => act(number));
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(errors, Assert.Null);
    }
}

public sealed class DoubleConcurrencyTests : ConcurrencyTests<double>;

public sealed class SingleConcurrencyTests : ConcurrencyTests<float>;
