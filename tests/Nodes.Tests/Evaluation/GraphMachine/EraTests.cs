using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>How a graph's clock begins an era: nothing of before counts, and nothing that was asked is lost.</summary>
public sealed class EraTests
{
    private static readonly ShardId First = new(0), Second = new(1);

    private readonly GraphStage _stage = new(mayMove: true);

    [Fact]
    public void BeginEra_UntilEverybodyHasEntered_AsksNobody()
    {
        _stage.Tell(new BeginEra(new EraPlan(default, [First, Second])));
        EvalRequest evaluation = _stage.Evaluate(_stage.Variable());
        foreach (ShardId shard in (ShardId[])[First, Second, First]) _stage.Enter(shard);
        Assert.Empty(_stage.Sent<Eval>());
        _stage.Enter(Second);
        _stage.Answer(Assert.Single(_stage.Sent<Eval>()), 5);
        Assert.Equal(5, evaluation.Answers[0].Value.Number);
    }

    /// <summary>Who entered the era before has not entered this one.</summary>
    [Fact]
    public void EraEntered_OfAnEarlierEra_DoesNotCount()
    {
        _stage.Tell(new BeginEra(new EraPlan(default, [First])));
        Era earlier = _stage.Plan!.Era;
        _stage.Tell(new BeginEra(new EraPlan(default, [First])));
        _stage.Tell(new EraEntered(First, earlier, 0));
        _stage.Tell(new EraEntered(First, earlier, 0));
        _stage.Evaluate(_stage.Variable());
        Assert.Empty(_stage.Sent<Eval>());
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Single(_stage.Sent<Eval>());
    }

    /// <summary>A shard that was told twice says so twice; that does not stand for another one.</summary>
    [Fact]
    public void EraEntered_TwiceByOneRun_CountsOnce()
    {
        _stage.Tell(new BeginEra(new EraPlan(default, [First, Second])));
        Era era = _stage.Plan!.Era;
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Equal(era, _stage.Plan.Era);
    }

    /// <summary>A shard that has not had all its cells is not worked with.</summary>
    [Fact]
    public void EraEntered_WithAnAssignmentOfCellsTooFew_IsReportedLost()
    {
        _stage.EnterEra(First);
        _stage.Evaluate(_stage.Variable());
        _stage.Tell(new BeginEra(new EraPlan(default, [First])));
        Era era = _stage.Plan!.Era;
        _stage.Enter(First, lost: 1);
        Assert.Equal([First], _stage.ReportedLost);
        Assert.Equal(era, _stage.Plan.Era);
        _stage.Enter(First);
        Assert.True(_stage.Plan.Era > era);
    }

    [Fact]
    public void BeginEra_WhileAnEvaluationIsUnderWay_BeginsItAnewAtTheNewestRevision()
    {
        _stage.EnterEra(First);
        GraphNode x = _stage.Variable();
        EvalRequest evaluation = _stage.Evaluate(x);
        Eval before = _stage.Last<Eval>();
        _stage.Assign(x, 1);
        _stage.Tell(new Assigned());
        _stage.EnterEra(First);
        _stage.Answer(before, 8); // void: of the era before
        Assert.False(evaluation.IsCompleted);
        Assert.Equal<Revision>(new(1), _stage.Last<Eval>().Revision);
        _stage.Answer(_stage.Last<Eval>(), 9);
        Assert.Equal(9, evaluation.Answers[0].Value.Number);
    }

    /// <summary>A wave that was on its way is sent again, whole, and acknowledged when that is quiet.</summary>
    [Fact]
    public void BeginEra_WhileAWaveIsUnderWay_SendsItAgain()
    {
        _stage.EnterEra(First);
        Assignment assignment = _stage.Assign(_stage.Variable(), 6);
        _stage.Tell(new BeginEra(new EraPlan(default, [First])));
        _stage.Tell(new Assigned()); // of the era before
        Assert.False(assignment.IsCompleted);
        _stage.Enter(First);
        _stage.Enter(First);
        Assert.Equal([new(1), new(1)], _stage.Sent<Assign>().Select<Assign, Revision>(assign => assign.Revision));
        Assert.Equal(6, _stage.Last<Assign>().Values[0].Value.Number);
        _stage.Tell(new Assigned());
        Assert.True(assignment.IsCompleted);
    }

    /// <summary>A variable whose shard is gone lives again elsewhere, with what it had.</summary>
    [Fact]
    public void BeginEra_WithoutARun_GivesItsVariablesWithTheirValuesToAnother()
    {
        _stage.EnterEra(First);
        GraphNode x = _stage.Variable();
        _stage.Assign(x, 6);
        _stage.Tell(new Assigned());
        _stage.EnterEra(Second);
        AssignCells assignCells = Assert.Single(_stage.Sent<AssignCells>(Second));
        Assert.Equal(6, Assert.Single(assignCells.Values).Value.Number);
    }
}
