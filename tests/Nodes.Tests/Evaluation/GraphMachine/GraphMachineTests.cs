using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The order in which a graph's clock has things happen.</summary>
public sealed class GraphMachineTests
{
    private static readonly ShardId First = new(0), Second = new(1);

    [Fact]
    public void Assign_InTwoRuns_IsAcknowledgedWhenBothAreQuiet()
    {
        var stage = new GraphStage(nodesInShard: 1);
        GraphNode x = stage.Variable(), y = stage.Variable();
        var assignment = new Assignment();
        assignment.Values.Add((x, Value.Of(1)));
        assignment.Values.Add((y, Value.Of(2)));
        stage.Tell(assignment);
        Assert.Equal([new(1), new(1)], stage.Sent<Assign>().Select<Assign, Revision>(assign => assign.Revision));
        stage.Tell(new Assigned());
        Assert.False(assignment.IsCompleted);
        Assert.Equal(new Revision(0), RevisionOf(stage, x));
        stage.Tell(new Assigned());
        Assert.True(assignment.IsCompleted);
        Assert.Equal(new Revision(1), RevisionOf(stage, x));
    }

    /// <summary>There is one wave at a time; whatever waits goes out together as the next.</summary>
    [Fact]
    public void Assign_WhileAWaveIsUnderWay_JoinsTheNext()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable(), y = stage.Variable();
        Assignment first = stage.Assign(x, 1), second = stage.Assign(x, 2), third = stage.Assign(y, 3);
        Assert.Single(stage.Sent<Assign>());
        stage.Tell(new Assigned());
        Assert.Equal((true, false, false), (first.IsCompleted, second.IsCompleted, third.IsCompleted));
        Assign next = stage.Last<Assign>();
        Assert.Equal((new Revision(2), 2), (next.Revision, next.Values.Count));
        stage.Tell(new Assigned());
        Assert.True(second.IsCompleted && third.IsCompleted);
    }

    [Fact]
    public void Evaluate_WhileAWaveIsUnderWay_SeesTheRevisionBefore()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable();
        stage.Assign(x, 1);
        Assert.Equal(new Revision(0), RevisionOf(stage, x));
        stage.Tell(new Assigned());
        Assert.Equal(new Revision(1), RevisionOf(stage, x));
    }

    /// <summary>A shard is told what to forget when the last evaluation at an earlier revision has ended.</summary>
    [Fact]
    public void HasPastValues_WhileAnEvaluationIsUnderWay_IsAnsweredWhenThatHasEnded()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable();
        EvalRequest evaluation = stage.Evaluate(x);
        stage.Assign(x, 1);
        stage.Tell(new Assigned());
        stage.Tell(new HasPastValues(First, new RevisionSpan(new Revision(0), new Revision(0))));
        Assert.Empty(stage.Sent<Forget>());
        stage.Answer(stage.Last<Eval>(), 7);
        Assert.Equal(7, evaluation.Answers[0].Value.Number);
        AssertNewestIsLive(stage.Last<Forget>());
    }

    [Fact]
    public void HasPastValues_OfWhatNobodyCanAskFor_IsAnsweredAtOnce()
    {
        var stage = new GraphStage();
        stage.Assign(stage.Variable(), 1);
        stage.Tell(new Assigned());
        stage.Tell(new HasPastValues(First, new RevisionSpan(new Revision(0), new Revision(0))));
        AssertNewestIsLive(stage.Last<Forget>());
    }

    [Fact]
    public void Cancel_OfAnEvaluation_TakesItsQuestionsBackAndTellsAtOnce()
    {
        var stage = new GraphStage(nodesInShard: 1);
        GraphNode x = stage.Variable(), y = stage.Variable();
        EvalRequest evaluation = stage.Evaluate(x, y);
        stage.Answer(stage.Sent<Eval>().First(), 1);
        Eval open = stage.Last<Eval>();
        stage.Tell(new Cancellation(evaluation));
        Assert.IsType<OperationCanceledException>(evaluation.Error);
        Cancel cancel = Assert.Single(stage.Sent<Cancel>(Second));
        Assert.Equal((open.Slot, open.Cell, open.Revision), (cancel.Slot, cancel.Cell, cancel.Revision));
        stage.Answer(open, 2); // it was on its way: nobody takes it
    }

    [Fact]
    public void Cancel_OfTheLastEvaluationAtARevision_HasItForgotten()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable();
        EvalRequest evaluation = stage.Evaluate(x);
        stage.Assign(x, 1);
        stage.Tell(new Assigned());
        stage.Tell(new HasPastValues(First, new RevisionSpan(new Revision(0), new Revision(0))));
        stage.Tell(new Cancellation(evaluation));
        AssertNewestIsLive(stage.Last<Forget>());
    }

    [Fact]
    public void Assign_WhereVariablesAreKept_GoesOutWhenTheyAre()
    {
        var stage = new GraphStage { KeepsVariables = true };
        Assignment assignment = stage.Assign(stage.Variable(), 1);
        Assert.Equal(new Revision(1), Assert.Single(stage.Saved).Revision);
        Assert.Empty(stage.Sent<Assign>());
        stage.Tell(new Saved(null));
        Assert.Single(stage.Sent<Assign>());
        Assert.False(assignment.IsCompleted);
        stage.Tell(new Assigned());
        Assert.Null(assignment.Error);
    }

    /// <summary>What the store refused never happened: the next one gets its revision.</summary>
    [Fact]
    public void Assign_ThatTheStoreRefuses_NeverHappened()
    {
        var stage = new GraphStage { KeepsVariables = true };
        GraphNode x = stage.Variable();
        Assignment refused = stage.Assign(x, 1), next = stage.Assign(x, 2);
        stage.Tell(new Saved(new IOException("the disk is full")));
        Assert.Contains("the disk is full", refused.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Sent<Assign>());
        stage.Tell(new Saved(null));
        stage.Tell(new Assigned());
        Assert.Equal([new(1), new(1)], stage.Saved.Select(step => step.Revision));
        Assert.True(next is { IsCompleted: true, Error: null });
    }

    [Fact]
    public void Broken_Always_TellsAllWhoWaitAndWillAsk()
    {
        var stage = new GraphStage();
        GraphNode x = stage.Variable();
        EvalRequest asked = stage.Evaluate(x);
        Assignment underWay = stage.Assign(x, 1), waiting = stage.Assign(x, 2);
        stage.Tell(new Broken(new InvalidOperationException("a law")));
        EvalRequest later = stage.Evaluate(x);
        Assert.All<Request>([asked, underWay, waiting, later], one => Assert.Equal("a law", one.Error?.Message));
    }

    /// <summary>Nodes that were to move do not any more; who asked for it must not wait for ever.</summary>
    [Fact]
    public void Broken_WhileNodesMove_TellsWhoAsked()
    {
        var stage = new GraphStage(mayMove: true);
        stage.Members.Add("a", First);
        stage.EnterEra(First);
        var relocation = new Relocation([stage.Variable()], PlaceRequest.On("a"));
        stage.Tell(relocation);
        Survey deferred = new();
        stage.Tell(deferred);
        Assert.False(relocation.IsCompleted);
        stage.Tell(new Broken(new InvalidOperationException("a law")));
        Assert.All<Request>([relocation, deferred], one => Assert.Equal("a law", one.Error?.Message));
        stage.Enter(First);
        stage.Enter(First);
    }

    [Fact]
    public void Broken_Twice_ReportsTheFirstCause()
    {
        var stage = new GraphStage();
        stage.Tell(new Broken(new InvalidOperationException("first")));
        stage.Tell(new Broken(new InvalidOperationException("second")));
        Assert.Equal("first", Assert.Single(stage.Reported).Message);
        Assert.Equal("first", stage.Assign(stage.Variable(), 1).Error?.Message);
    }

    [Fact]
    public void Relocation_OfANode_IsDoneWhenAllHaveEnteredTwice()
    {
        var stage = new GraphStage(mayMove: true);
        stage.Members.Add("b", Second);
        stage.EnterEra(First, Second);
        GraphNode x = stage.Variable();
        stage.Assign(x, 6);
        stage.Tell(new Assigned());
        var relocation = new Relocation([x], PlaceRequest.On("b"));
        stage.Tell(relocation);
        EvalRequest meanwhile = stage.Evaluate(x);
        foreach (ShardId shard in (ShardId[])[First, Second, First]) stage.Enter(shard);
        Assert.False(relocation.IsCompleted);
        stage.Enter(Second);
        Assert.True(relocation is { IsCompleted: true, Error: null });
        stage.Answer(Assert.Single(stage.Sent<Eval>(Second)), 6);
        Assert.True(meanwhile.IsCompleted);
    }

    [Fact]
    public void Export_OfAGraph_HasWhatWasAcknowledgedAndRefusesAllElse()
    {
        var stage = new GraphStage(mayMove: true);
        stage.EnterEra(First);
        GraphNode x = stage.Variable();
        stage.Assign(x, 6);
        stage.Tell(new Assigned());
        Assignment underWay = stage.Assign(x, 7);
        var export = new Export(new InvalidOperationException("it has moved"));
        stage.Tell(export);
        Assert.Equal(new Revision(1), export.Content.Revision);
        Assert.Equal(6, ((NdArray<double>)Assert.Single(export.Content.Values).Content).ToScalar());
        Assert.Equal("it has moved", underWay.Error?.Message);
        Assert.Equal("it has moved", stage.Evaluate(x).Error?.Message);
    }

    private static void AssertNewestIsLive(Forget forget)
    {
        Assert.True(forget.LiveRevisions.IsOne);
        Assert.Equal<Revision>(new(1), forget.LiveRevisions.Oldest);
    }

    private static Revision RevisionOf(GraphStage stage, GraphNode node)
    {
        stage.Evaluate(node);
        Eval eval = stage.Last<Eval>();
        stage.Answer(eval, 0);
        return eval.Revision;
    }
}
