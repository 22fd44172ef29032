using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>How a graph's clock begins an era: nothing of before counts, and nothing that was asked is lost.</summary>
public sealed class EraTests
{
    private static readonly RunId First = new(0), Second = new(1);

    private readonly ClockStage _stage = new(mayMove: true);

    [Fact]
    public void Reform_UntilEverybodyHasEntered_AsksNobody()
    {
        _stage.Tell(new Reform(new Formation(0, [First, Second])));
        Nodes.Evaluation.Evaluation evaluation = _stage.Evaluate(_stage.Variable());
        foreach (RunId run in (RunId[])[First, Second, First]) _stage.Enter(run);
        Assert.Empty(_stage.Sent<Eval>());
        _stage.Enter(Second);
        _stage.Answer(Assert.Single(_stage.Sent<Eval>()), 5);
        Assert.Equal(5, evaluation.Answers[0].Value.Number);
    }

    /// <summary>Who entered the era before has not entered this one.</summary>
    [Fact]
    public void Formed_OfAnEarlierEra_DoesNotCount()
    {
        _stage.Tell(new Reform(new Formation(0, [First])));
        long earlier = _stage.Formation!.Era;
        _stage.Tell(new Reform(new Formation(0, [First])));
        _stage.Tell(new Formed(First, earlier, 0));
        _stage.Tell(new Formed(First, earlier, 0));
        _stage.Evaluate(_stage.Variable());
        Assert.Empty(_stage.Sent<Eval>());
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Single(_stage.Sent<Eval>());
    }

    /// <summary>A run that was told twice says so twice; that does not stand for another one.</summary>
    [Fact]
    public void Formed_TwiceByOneRun_CountsOnce()
    {
        _stage.Tell(new Reform(new Formation(0, [First, Second])));
        long era = _stage.Formation!.Era;
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Equal(era, _stage.Formation.Era);
    }

    /// <summary>A run that has not had all its cells is not worked with.</summary>
    [Fact]
    public void Formed_WithAnAdoptionTooFew_IsMistrusted()
    {
        _stage.Form(First);
        _stage.Evaluate(_stage.Variable());
        _stage.Tell(new Reform(new Formation(0, [First])));
        long era = _stage.Formation!.Era;
        _stage.Enter(First, lost: 1);
        Assert.Equal([First], _stage.Mistrusted);
        Assert.Equal(era, _stage.Formation.Era);
        _stage.Enter(First);
        Assert.True(_stage.Formation.Era > era);
    }

    [Fact]
    public void Reform_WhileAnEvaluationIsUnderWay_BeginsItAnewAtTheNewestRevision()
    {
        _stage.Form(First);
        GraphNode x = _stage.Variable();
        Nodes.Evaluation.Evaluation evaluation = _stage.Evaluate(x);
        Eval before = _stage.Last<Eval>();
        _stage.Assign(x, 1);
        _stage.Tell(new Assigned());
        _stage.Form(First);
        _stage.Answer(before, 8); // void: of the era before
        Assert.False(evaluation.IsCompleted);
        Assert.Equal(1, _stage.Last<Eval>().Revision);
        _stage.Answer(_stage.Last<Eval>(), 9);
        Assert.Equal(9, evaluation.Answers[0].Value.Number);
    }

    /// <summary>A wave that was on its way is sent again, whole, and acknowledged when that is quiet.</summary>
    [Fact]
    public void Reform_WhileAWaveIsUnderWay_SendsItAgain()
    {
        _stage.Form(First);
        Assignment assignment = _stage.Assign(_stage.Variable(), 6);
        _stage.Tell(new Reform(new Formation(0, [First])));
        _stage.Tell(new Assigned()); // of the era before
        Assert.False(assignment.IsCompleted);
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Equal([1L, 1], _stage.Sent<Assign>().Select(assign => assign.Revision));
        Assert.Equal(6, _stage.Last<Assign>().Values[0].Value.Number);
        _stage.Tell(new Assigned());
        Assert.True(assignment.IsCompleted);
    }

    /// <summary>A variable whose run is gone lives again elsewhere, with what it had.</summary>
    [Fact]
    public void Reform_WithoutARun_GivesItsVariablesWithTheirValuesToAnother()
    {
        _stage.Form(First);
        GraphNode x = _stage.Variable();
        _stage.Assign(x, 6);
        _stage.Tell(new Assigned());
        _stage.Form(Second);
        Adopt adopt = Assert.Single(_stage.Sent<Adopt>(Second));
        Assert.Equal(6, Assert.Single(adopt.Values).Value.Number);
    }
}
