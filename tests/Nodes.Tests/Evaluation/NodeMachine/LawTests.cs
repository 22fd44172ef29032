#if LAWS
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Builds with laws notice when somebody breaks the protocol, and say which law it was.</summary>
public sealed class LawTests
{
    private readonly Stage _stage = new();

    [Fact]
    public void Eval_AtAWavesRevisionWhileAnAnswerIsOwed_BreaksALaw()
    {
        LendVariable();
        _stage.Assign(2, 0, 2);
        _stage.Ask(slot: 1, cell: 0, revision: 2);
        AssertBroken("none is while an answer is owed");
    }

    [Fact]
    public void Invalidated_ThatNobodyOwes_BreaksALaw()
    {
        LendVariable();
        _stage.Tell(new Invalidated());
        AssertBroken("as often as it was sent on");
    }

    [Fact]
    public void Assign_AtARevisionThatWasAskedFor_BreaksALaw()
    {
        LendVariable();
        _stage.Assign(1, 0, 5);
        AssertBroken("before anybody asks at its revision");
    }

    [Fact]
    public void Assign_WhileAnEarlierWaveIsUnderWay_BreaksALaw()
    {
        LendVariable();
        _stage.Assign(2, 0, 2);
        _stage.Assign(3, 0, 3);
        AssertBroken("one wave at a time");
    }

    [Fact]
    public void Invalidate_OfAnEarlierWave_BreaksALaw()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(3)));
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(2)));
        AssertBroken("after a later one");
    }

    [Fact]
    public void EnterEra_OfAnEarlierEra_BreaksALaw()
    {
        LendVariable();
        _stage.EnterEra(era: 5, newest: 1);
        _stage.EnterEra(era: 5, newest: 1);
        AssertBroken("no era is entered after a later one");
    }

    [Fact]
    public void Evaluated_ForAnotherRevision_BreaksALaw()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Ask(slot: 0, cell: 0, revision: 4);
        var versioned = new VersionedValue(Value.Of(1), new(1), new RevisionSpan(new(1), new(3)), hasValue: true);
        _stage.Tell(new Evaluated(0, new(4), versioned));
        AssertBroken("at the revision that it was made or found for");
    }

    [Fact]
    public void Evaluated_WithoutAVersionThatNeverEnds_BreaksALaw()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Ask(slot: 0, cell: 0, revision: 4);
        _stage.Lend(7, version: 0);
        AssertBroken("belongs to the cell's version");
    }

    [Fact]
    public void Assigned_ThatNobodyOwes_BreaksALawOfTheClock()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable();
        stage.Assign(x, 1);
        stage.Tell(new Assigned());
        stage.Tell(new Assigned());
        Assert.Contains("as often as it was sent", stage.Evaluate(x).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluated_ForAnotherRevision_BreaksALawOfTheClock()
    {
        var stage = new GraphStage();
        EvalRequest evaluation = stage.Evaluate(stage.Variable());
        Eval eval = stage.Last<Eval>();
        var versioned = new VersionedValue(Value.Of(1), new(1), new RevisionSpan(new(5), new(6)), hasValue: true);
        stage.Tell(new Evaluated(eval.Slot, eval.Revision, versioned));
        Assert.Contains("at the revision of the question", evaluation.Error!.Message, StringComparison.Ordinal);
    }

    private void LendVariable()
    {
        _stage.Own(_stage.Variable());
        _stage.Assign(1, 0, 1);
        _stage.Borrow(Stage.Other, slot: 0, cell: 0, revision: 1);
        Assert.False(_stage.HasSent<Broken>());
    }

    private void AssertBroken(string law)
    {
        string? message = _stage.Take<Broken>().Cause.InnerException?.Message;
        Assert.Contains(law, message, StringComparison.Ordinal);
    }
}
#endif
