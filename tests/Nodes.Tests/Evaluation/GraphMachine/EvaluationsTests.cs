using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Each evaluation asks for its nodes at one revision, and takes each answer once.</summary>
public sealed class EvaluationsTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 1);
    private readonly Evaluations _evaluations;

    public EvaluationsTests() => _evaluations = new Evaluations(
        _desk.Outbox, _desk.Era, _desk.Planner, _desk.Cells, _desk.Revisions, _desk.Keepers);

    private Eval[] Asked => [.. _desk.Outbox.Sent<Eval>()];

    [Fact]
    public void Begin_OfNodesInTwoShards_AsksBothAtTheNewestRevision()
    {
        _desk.Revisions.Enter(); // an earlier one, which is still under way
        _desk.Revisions.Publish(new Revision(1));
        Begin(_desk.Variable(), _desk.Variable());
        Assert.Equal([First, Second], _desk.Outbox.Receivers<Eval>());
        Assert.All(Asked, eval => Assert.Equal<Revision>(new(1), eval.Revision));
        Assert.All(Asked, eval => Assert.Equal<Revision>(new(0), eval.Oldest));
        Assert.NotEqual(Asked[0].Slot, Asked[1].Slot);
        Assert.Equal(2, _evaluations.Questions);
    }

    [Fact]
    public void Begin_OfNoNodes_IsDoneAtOnce()
    {
        Assert.True(Begin() is { IsCompleted: true, Error: null });
        Assert.Equal(0, _desk.Revisions.Newest.Evaluations);
    }

    [Fact]
    public void Begin_OfWhatIsValidNow_PlansNothing()
    {
        GraphNode placed = _desk.PlacedVariable();
        var evaluation = new EvalRequest([_desk.Variable(), placed], Need.IfValid);
        _evaluations.Begin(evaluation);
        Assert.Single(_desk.Outbox.Sent<AssignCells>());
        Answer(Assert.Single(Asked), 5);
        Assert.False(evaluation.Answers[0].HasValue);
        Assert.Equal(5, evaluation.Answers[1].Value.Number);
    }

    [Fact]
    public void Begin_OfAForgottenNode_IsRefused()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.ForgottenVariable());
        Assert.IsType<ObjectDisposedException>(evaluation.Error);
        Assert.Empty(Asked);
        Assert.Equal(0, _desk.Revisions.Newest.Evaluations);
    }

    [Fact]
    public void Take_InAnotherOrder_PutsEachAnswerWhereItBelongs()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.Variable());
        Answer(Asked[1], 20);
        Assert.False(evaluation.IsCompleted);
        Answer(Asked[0], 10);
        Assert.True(evaluation.IsCompleted);
        Assert.Equal([10, 20], evaluation.Answers.Select(answer => answer.Value.Number));
    }

    [Fact]
    public void Take_ForTheSecondTime_LetsTheValueGo()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.Variable());
        Answer(Asked[0], 1);
        NdArray<double> array = Array();
        array.Retain();
        Answer(Asked[0], new Value(0, array));
        Assert.True(array.Block.IsHeldBy(1));
        Assert.False(evaluation.IsCompleted);
    }

    [Fact]
    public void Take_OfTheLastAtAnOldRevision_HasItForgotten()
    {
        Begin(_desk.Variable());
        _desk.Revisions.Publish(new Revision(1));
        _desk.Keepers.Add(new HasPastValues(Second, new RevisionSpan(new Revision(0), new Revision(0))));
        Answer(Asked[0], 1);
        Assert.Equal([Second], _desk.Outbox.Receivers<Forget>());
    }

    [Fact]
    public void Cancel_WhileOneAnswerIsMissing_TakesThatQuestionBack()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.Variable());
        NdArray<double> array = Array();
        array.Retain();
        Answer(Asked[0], new Value(0, array));
        _evaluations.Cancel(evaluation);
        Assert.IsType<OperationCanceledException>(evaluation.Error);
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Equal([Second], _desk.Outbox.Receivers<Cancel>());
        Assert.Equal(Asked[1].Slot, _desk.Outbox.Last<Cancel>().Slot);
        Assert.Equal((0, 0), (_evaluations.Questions, _desk.Revisions.Newest.Evaluations));
    }

    [Fact]
    public void Cancel_OfOneThatIsDone_DoesNothing()
    {
        EvalRequest evaluation = Begin(_desk.Variable());
        Answer(Asked[0], 1);
        _evaluations.Cancel(evaluation);
        Assert.Null(evaluation.Error);
        Assert.Empty(_desk.Outbox.Sent<Cancel>());
    }

    [Fact]
    public void Cancel_OfOneThatHasNotBegun_TellsItAlone()
    {
        var evaluation = new EvalRequest([_desk.Variable()], Need.Value);
        _evaluations.Cancel(evaluation);
        Assert.IsType<OperationCanceledException>(evaluation.Error);
        Assert.Empty(_desk.Outbox.Sent<Cancel>());
    }

    [Fact]
    public void Cancel_OfOneOfTwo_LeavesTheOther()
    {
        GraphNode x = _desk.Variable();
        EvalRequest given = Begin(x), other = Begin(x);
        _evaluations.Cancel(given);
        Answer(Asked[1], 3);
        Assert.Equal(3, other.Answers[0].Value.Number);
    }

    [Fact]
    public void TakeBack_WhilePartlyAnswered_GivesEachOnceToBeginAnew()
    {
        EvalRequest one = Begin(_desk.Variable(), _desk.Variable(), _desk.Variable()), other = Begin(_desk.Variable());
        NdArray<double> array = Array();
        array.Retain();
        Answer(Asked[0], new Value(0, array));
        _desk.Revisions.Publish(new Revision(1));
        Assert.Equal([one, other], _evaluations.TakeBack());
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Null(one.Active);
        Assert.Equal((0, new Revision(1)), (_evaluations.Questions, _desk.Revisions.Oldest));
    }

    [Fact]
    public void Begin_AfterItWasTakenBack_NeedsAllAnswersAnew()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.Variable());
        Answer(Asked[0], 1);
        Assert.Single(_evaluations.TakeBack());
        Answer(Asked[1], 2); // void
        _evaluations.Begin(evaluation);
        Answer(Asked[2], 3);
        Assert.False(evaluation.IsCompleted);
        Answer(Asked[3], 4);
        Assert.Equal([3, 4], evaluation.Answers.Select(answer => answer.Value.Number));
    }

    [Fact]
    public void Fail_WithSeveralQuestionsOfOne_TellsItOnce()
    {
        EvalRequest evaluation = Begin(_desk.Variable(), _desk.Variable());
        var cause = new InvalidOperationException("a law");
        _evaluations.Fail(cause);
        Assert.Same(cause, evaluation.Error);
        Assert.Equal(0, _evaluations.Questions);
        Answer(Asked[0], 1); // nobody waits for it
    }

    private EvalRequest Begin(params GraphNode[] nodes)
    {
        var evaluation = new EvalRequest(nodes, Need.Value);
        _evaluations.Begin(evaluation);
        return evaluation;
    }

    private void Answer(Eval eval, double value) => Answer(eval, Value.Of(value));

    private void Answer(Eval eval, in Value value) =>
        _evaluations.Take(new Evaluated(eval.Slot, eval.Revision, Valid(value, eval.Revision)));
}
