using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Which arrays a shard keeps, which it lets go, and in which order.</summary>
public sealed class KeptValueTests
{
    private const int Length = 1000, Bytes = Length * sizeof(double);

    /// <summary>Of values of one size the one goes that is cheapest to compute again, whenever it came.</summary>
    [Theory]
    [InlineData("neg", "tan", "erf")]
    [InlineData("tan", "neg", "erf")]
    [InlineData("tan", "erf", "neg")]
    public void Eval_BeyondTheBudget_LetsTheCheapestGo(params string[] names)
    {
        Stage stage = StageOf(budget: 2 * Bytes, names);
        Evaluate(stage, names.Length);
        long[] kept = [.. names.Select((_, i) => stage.StatusOf(1 + i).BytesHeld)];
        Assert.Equal(names.Select(name => name == "neg" ? 0L : Bytes), kept);
    }

    /// <summary>What went for memory still has its version, so that its users need not run again.</summary>
    [Fact]
    public void Eval_OfWhatWentForMemory_ComputesTheSameVersionAgain()
    {
        Stage stage = StageOf(budget: 0, "neg");
        Evaluate(stage, 1);
        Assert.Equal((0L, 1), (stage.StatusOf(1).BytesHeld, stage.StatusOf(1).Evictions));
        stage.Ask(slot: 9, cell: 1, revision: 1);
        stage.RunKernels();
        Assert.Equal((stage.AnswerTo(0).Version, 2L), (stage.AnswerTo(9).Version, stage.StatusOf(1).Runs));
    }

    [Fact]
    public void Eval_BeyondTheBudget_KeepsWhatWasGiven()
    {
        Stage stage = StageOf(budget: 0, "neg");
        Evaluate(stage, 1);
        Assert.Equal(Bytes, stage.StatusOf(0).BytesHeld);
    }

    /// <summary>What only feeds one other node, and goes stale with it, is let go as soon as that has it.</summary>
    [Fact]
    public void Eval_OverAnInnerArray_LetsItGo()
    {
        var stage = new Stage();
        GraphNode x = stage.Variable(), inner = stage.Apply("sort", x);
        stage.Own(x);
        stage.Own(inner, 0);
        stage.Own(stage.Apply("neg", inner), 1);
        Assert.Equal(0, BytesAfterEval(stage, asked: 2, of: 1));
    }

    /// <summary>Where support grows, the smaller side may be needed again: its value is kept.</summary>
    [Fact]
    public void Eval_OverAnArrayOfSmallerSupport_KeepsIt()
    {
        var stage = new Stage();
        GraphNode x = stage.Variable(), y = stage.Variable(), inner = stage.Apply("sort", x);
        stage.Own(x);
        stage.Own(inner, 0);
        stage.Own(y);
        stage.Own(stage.Apply("add", inner, y), 1, 2);
        stage.Assign(1, 2, NdArray<double>.Of(1));
        Assert.Equal(Bytes, BytesAfterEval(stage, asked: 3, of: 1));
    }

    [Fact]
    public void Eval_OverAnArrayThatWasAskedFor_KeepsIt()
    {
        var stage = new Stage();
        GraphNode x = stage.Variable(), inner = stage.Apply("sort", x);
        stage.Own(x);
        stage.Own(inner, 0);
        stage.Own(stage.Apply("neg", inner), 1);
        stage.Assign(1, 0, AnArray());
        stage.Ask(slot: 0, cell: 1, revision: 1);
        stage.RunKernels();
        stage.Ask(slot: 1, cell: 2, revision: 1);
        stage.RunKernels();
        Assert.Equal(Bytes, stage.StatusOf(1).BytesHeld);
    }

    [Fact]
    public void Eval_OverAnArrayWithAnotherUser_KeepsIt()
    {
        var stage = new Stage();
        GraphNode x = stage.Variable(), inner = stage.Apply("sort", x);
        stage.Own(x);
        stage.Own(inner, 0);
        stage.Own(stage.Apply("neg", inner), 1);
        stage.Own(stage.Apply("sqr", inner), 1);
        Assert.Equal(Bytes, BytesAfterEval(stage, asked: 2, of: 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Eval_OfManyArrays_HasAtMostSoManyKernelsUnderWay(int most)
    {
        var stage = new Stage(new ShardLimits { KernelsAtATime = most });
        GraphNode x = stage.Variable();
        stage.Own(x);
        for (int i = 0; i < 5; i++) stage.Own(stage.Apply("neg", x), 0);
        stage.Assign(1, 0, AnArray());
        for (int i = 0; i < 5; i++) stage.Ask(slot: i, cell: 1 + i, revision: 1);
        Assert.Equal(most, stage.Kernels);
    }

    private static NdArray<double> AnArray() => NdArray<double>.From(new double[Length]);

    private static Stage StageOf(long budget, params string[] names)
    {
        var stage = new Stage(new ShardLimits { Budget = new CacheBudget(budget) });
        GraphNode x = stage.Variable();
        stage.Own(x);
        foreach (string name in names) stage.Own(stage.Apply(name, x), 0);
        stage.Assign(1, 0, AnArray());
        return stage;
    }

    private static void Evaluate(Stage stage, int cells)
    {
        for (int i = 0; i < cells; i++)
        {
            stage.Ask(slot: i, cell: 1 + i, revision: 1);
            stage.RunKernels();
        }
    }

    private static long BytesAfterEval(Stage stage, int asked, int of)
    {
        stage.Assign(2, 0, AnArray());
        stage.Ask(slot: 0, cell: asked, revision: 2);
        stage.RunKernels();
        Assert.True(stage.AnswerTo(0).HasValue);
        return stage.StatusOf(of).BytesHeld;
    }
}
