using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A wave is answered when all that it caused is answered, and no sooner.</summary>
public sealed class InvalidationTests
{
    private readonly Stage _stage = new();

    [Fact]
    public void Assign_WithNobodyToTell_IsAnsweredAtOnce()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        Assert.Single(_stage.Sent<Assigned>(ShardId.Clock));
    }

    [Fact]
    public void Assign_WithTwoBorrowersElsewhere_IsAnsweredWhenBothHaveAnswered()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        _stage.Borrow(Stage.Other, slot: 0, cell: 0, revision: 1);
        _stage.Borrow(Stage.Third, slot: 0, cell: 0, revision: 1);
        _stage.Clear();
        _stage.Assign(2, 0, 2);
        Assert.False(_stage.HasSent<Assigned>());
        _stage.Tell(new Invalidated());
        Assert.False(_stage.HasSent<Assigned>());
        _stage.Tell(new Invalidated());
        Assert.Single(_stage.Sent<Assigned>(ShardId.Clock));
    }

    /// <summary>
    /// 1 a recall reaches the shard, which sends it on · 2 another reaches it: that is answered at once · 3 what it
    /// sent on is answered, and so is the first
    /// </summary>
    [Fact]
    public void Invalidate_ThatReachesTheShardFirst_IsAnsweredLast()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Borrow(Stage.Third, slot: 7, cell: 1, revision: 1);
        _stage.Lend(5);
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(2)));
        Assert.Single(_stage.Sent<Invalidate>(Stage.Third));
        Assert.False(_stage.HasSent<Invalidated>());
        _stage.Tell(new Invalidate(Stage.Third, cell: 0, revision: new(2)));
        Assert.Single(_stage.Sent<Invalidated>(Stage.Third));
        Assert.Empty(_stage.Sent<Invalidated>(Stage.Other));
        _stage.Tell(new Invalidated());
        Assert.Single(_stage.Sent<Invalidated>(Stage.Other));
    }

    [Fact]
    public void Assign_OfSeveralValuesForAVariable_TakesTheLast()
    {
        OwnVariable();
        var assign = new Assign(new(1));
        foreach (double value in (double[])[1, 2, 3]) assign.Add(0, Value.Of(value));
        _stage.Tell(assign);
        _stage.Assign(2, 0, 9);
        _stage.Ask(slot: 0, cell: 0, revision: 1);
        _stage.Ask(slot: 1, cell: 0, revision: 2);
        Assert.Equal((3.0, 9.0), (_stage.AnswerTo(0).Value.Number, _stage.AnswerTo(1).Value.Number));
    }

    [Fact]
    public void Assign_OfTheNumberThatItHas_TellsNobodyAndKeepsTheVersion()
    {
        OwnVariable();
        _stage.Assign(1, 0, 4);
        _stage.Borrow(Stage.Other, slot: 0, cell: 0, revision: 1);
        _stage.Assign(2, 0, 4);
        _stage.Borrow(Stage.Other, slot: 1, cell: 0, revision: 2);
        Assert.False(_stage.HasSent<Invalidate>());
        Assert.Equal(_stage.AnswerTo(0).Version, _stage.AnswerTo(1).Version);
        Assert.Equal(1, _stage.AnswerTo(1).Span.From.Number);
    }

    /// <summary>Numbers are compared bit by bit: the two zeros are two values.</summary>
    [Fact]
    public void Assign_OfTheOtherZero_IsAChange()
    {
        OwnVariable();
        _stage.Assign(1, 0, 0.0);
        _stage.Assign(2, 0, -0.0);
        _stage.Ask(slot: 0, cell: 0, revision: 2);
        Assert.True(double.IsNegative(_stage.AnswerTo(0).Value.Number));
    }

    /// <summary>A wave that passes while a kernel runs cuts what it will bring, and starts nothing anew.</summary>
    [Fact]
    public void Assign_WhileAKernelRuns_EndsItsResultThere()
    {
        GraphNode x = OwnVariable();
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Action kernel = _stage.TakeKernel();
        _stage.Assign(2, 0, NdArray<double>.Of(3, 4));
        kernel();
        Assert.Equal(new RevisionSpan(new(1), new(1)), _stage.AnswerTo(0).Span);
        _stage.Ask(slot: 1, cell: 1, revision: 2);
        _stage.RunKernels();
        Assert.Equal([-3.0, -4], ((NdArray<double>)_stage.AnswerTo(1).Value.Array!).ToArray());
    }

    private GraphNode OwnVariable()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        return variable;
    }
}
