using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What a shard does when a new era begins, and with questions that come too early.</summary>
public sealed class EnteringEraTests
{
    private readonly Stage _stage = new();

    [Fact]
    public void EnterEra_Always_IsAnsweredWithTheEraAndTheAssignmentsThatCame()
    {
        _stage.Own(_stage.Variable());
        _stage.Own(_stage.Variable());
        _stage.EnterEra(era: 7, newest: 3);
        EraEntered entered = _stage.Take<EraEntered>();
        Assert.Equal((7L, 2), (entered.Era.Number, entered.CellAssignments));
    }

    /// <summary>1 a value is lent · 2 an era begins · 3 a wave: nobody is recalled, for all loans are void.</summary>
    [Fact]
    public void EnterEra_AfterALoan_RecallsNobodyLater()
    {
        _stage.Own(_stage.Variable());
        _stage.Assign(1, 0, NdArray<double>.Scalar(1));
        _stage.Tell(new Eval(Stage.Other, slot: 0, cell: 0, revision: new(1), Need.Value, oldest: new(0)));
        _stage.EnterEra(era: 1, newest: 1);
        _stage.Assign(2, 0, NdArray<double>.Scalar(2));
        Assert.False(_stage.HasSent<Invalidate>());
    }

    /// <summary>What holds up to the newest revision is answered at once; later its operands are looked at.</summary>
    [Fact]
    public void EnterEra_OverAComputedValue_KeepsItForTheNewestRevisionAndRunsNothingAgain()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Assign(1, 0, NdArray<double>.Scalar(4));
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.EnterEra(era: 1, newest: 1);
        _stage.Ask(slot: 1, cell: 1, revision: 1);
        _stage.Ask(slot: 2, cell: 1, revision: 2);
        Assert.Equal(1, _stage.AnswerTo(1).Span.Until.Number);
        Assert.True(_stage.AnswerTo(2).Span.IsOpen);
        Assert.Equal(-4, _stage.AnswerTo(2).Value.Number);
        Assert.Equal(1, RunsOf(cell: 1));
    }

    /// <summary>
    /// 1 a question waits for another shard · 2 an era begins · 3 the old answer comes: nobody takes it
    /// </summary>
    [Fact]
    public void EnterEra_WhileAQuestionWaits_PutsItDown()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.EnterEra(era: 1, newest: 1);
        _stage.Tell(new Evaluated(
            0, new(1), new VersionedValue(Value.Of(9), new(1), new RevisionSpan(new(1), new(1)), hasValue: true)));
        Assert.False(_stage.HasSent<Evaluated>());
    }

    /// <summary>A late answer fills nothing either: whoever asks later has the other shard asked anew.</summary>
    [Fact]
    public void EnterEra_BeforeAnAnswer_HasItAskedForAnew()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Eval before = _stage.Take<Eval>();
        _stage.EnterEra(era: 1, newest: 1);
        var late = new VersionedValue(Value.Of(9), new(1), new RevisionSpan(new(1), new(1)), hasValue: true);
        _stage.Tell(new Evaluated(before.Slot, before.Revision, late));
        _stage.Ask(slot: 1, cell: 1, revision: 1);
        Lend(5);
        Assert.Equal(-5, _stage.AnswerTo(1).Value.Number);
    }

    /// <summary>A node that lives anew counts its versions from 1 again; that is not the version 1 of before.</summary>
    [Fact]
    public void AssignCells_OfAnotherLender_TakesItsFirstVersionForANewOne()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Lend(5);
        _stage.EnterEra(era: 1, newest: 1);
        _stage.Surrender(variable, cell: 0);
        _stage.Ask(slot: 1, cell: 1, revision: 2);
        Lend(6); // only the version was asked for first
        if (_stage.HasSent<Eval>()) Lend(6);
        Assert.Equal(-6, _stage.AnswerTo(1).Value.Number);
    }

    [Fact]
    public void Eval_BeforeItsCellHasCome_IsAnsweredWhenItHas()
    {
        _stage.Ask(slot: 0, cell: 0, revision: 0);
        Assert.False(_stage.HasSent<Evaluated>());
        _stage.Own(_stage.Graph.Constant(ElementType.Float64, 3));
        Assert.Equal(3, _stage.AnswerTo(0).Value.Number);
    }

    [Fact]
    public void Cancel_OfAQuestionThatCameTooEarly_ForgetsIt()
    {
        _stage.Ask(slot: 0, cell: 0, revision: 0);
        _stage.Tell(new Cancel(ShardId.Clock, slot: 0, cell: 0, revision: new(0)));
        _stage.Own(_stage.Graph.Constant(ElementType.Float64, 3));
        Assert.False(_stage.HasSent<Evaluated>());
        Assert.False(_stage.HasSent<Broken>());
    }

    /// <summary>1 a question waits · 2 what it will bring is recalled · 3 the answer comes, from before that.</summary>
    [Fact]
    public void Invalidate_ThatOvertakesTheAnswer_CutsIt()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(2)));
        Lend(5);
        Assert.Equal(1, _stage.AnswerTo(0).Span.Until.Number);
    }

    /// <summary>Answers the oldest question with a value of version 1 that holds until it is recalled.</summary>
    private void Lend(double value)
    {
        Eval eval = _stage.Take<Eval>();
        var versioned = new VersionedValue(
            Value.Of(value), version: new(1), new RevisionSpan(eval.Revision, RevisionSpan.Open), hasValue: true);
        _stage.Tell(new Evaluated(eval.Slot, eval.Revision, versioned));
    }

    private long RunsOf(int cell)
    {
        _stage.Tell(new Inspect(number: 1, revision: new(0), [cell]));
        return _stage.Take<Inspected>().Statuses[0].Runs;
    }
}
