using System.Numerics;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;

namespace Dataflow.Scenarios;

/// <summary>G3 proportional: an assignment costs what it newly invalidates, whatever else there is.</summary>
public abstract class ProportionTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Assign_OfAVariableWithAMillionUsers_CostsOnlyWhatWasEvaluated()
    {
        LazyArray<T> a = Number("a", 1);
        var users = new LazyArray<T>[1_000_000];
        for (int i = 0; i < users.Length; i++) users[i] = a + i;
        AssertNumber(8, users[7]);
        AssertNumber(1_000_000, users[^1]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        a.Assign(N(2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        AssertNumber(9, users[7]);
        Assert.Equal((2, 1, 0), (Runs(users[7]), Runs(users[^1]), Runs(users[8])));
    }

    /// <summary>1 all of many users hold a value · 2 an assignment reaches them all · 3 ten evaluate again
    /// · 4 the next assignment reaches ten.</summary>
    [Fact]
    public void Assign_AfterFewOfManyUsersEvaluatedAgain_ReachesOnlyThose()
    {
        const int many = 10_000, few = 10;
        var simulation = new SimulationDispatcher(seed: 1);
        var flow = new Context(new Engine(new ShardsOfLength(1), ShardLimits.Default, simulation));
        LazyArray<T> a = flow.Variable<T>("a");
        a.Assign(N(1));
        LazyArray<T>[] users = [.. Enumerable.Range(0, many).Select(i => a + i)];
        LazyArray<T>[] some = [.. users.Take(few)];
        flow.Eval(users);
        long wide = Steps(simulation, () => a.Assign(N(2)));
        flow.Eval(some);
        long narrow = Steps(simulation, () => a.Assign(N(3)));
        Assert.InRange(wide, many / 4, 10 * many);
        Assert.InRange(narrow, 1, 10 * few);
        Assert.Equal(3, flow.Report(some).Where(report => report.Name == "add").Min(report => report.Runs) + 1);
    }

    [Fact]
    public void Eval_OfWhatIsValidInAHugeGraph_CostsNoWalk()
    {
        var simulation = new SimulationDispatcher(seed: 1);
        var flow = new Context(new Engine(new ShardsOfLength(1), ShardLimits.Default, simulation));
        LazyArray<T> a = flow.Variable<T>("a"), end = a;
        a.Assign(N(1));
        for (int i = 0; i < 10_000; i++) end = end.Neg();
        long first = Steps(simulation, () => end.Eval());
        long again = Steps(simulation, () => end.Eval());
        LazyArray<T> more = end + 1;
        long oneMore = Steps(simulation, () => more.Eval());
        Assert.InRange(first, 10_000 / 4, 100_000);
        Assert.InRange(again, 1, 10);
        Assert.InRange(oneMore, 1, 30);
    }

    /// <summary>A second wave over what is invalid already stops at once.</summary>
    [Fact]
    public void Assign_Twice_GoesDownTheGraphOnce()
    {
        var simulation = new SimulationDispatcher(seed: 1);
        var flow = new Context(new Engine(new ShardsOfLength(1), ShardLimits.Default, simulation));
        LazyArray<T> a = flow.Variable<T>("a"), end = a;
        a.Assign(N(1));
        for (int i = 0; i < 10_000; i++) end = end.Neg();
        flow.Eval(end);
        Assert.InRange(Steps(simulation, () => a.Assign(N(2))), 10_000 / 4, 100_000);
        Assert.InRange(Steps(simulation, () => a.Assign(N(3))), 1, 10);
    }

    private static long Steps(SimulationDispatcher simulation, Action act)
    {
        simulation.RunUntilIdle();
        long before = simulation.Now;
        act();
        simulation.RunUntilIdle();
        return simulation.Now - before;
    }
}

public sealed class DoubleProportionTests : ProportionTests<double>;

public sealed class SingleProportionTests : ProportionTests<float>;
