using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>When a value is good, is good again without running, and is not; and that faults heal.</summary>
public sealed class ValidityTests
{
    private readonly Stage _stage = new();

    /// <summary>A value holds exactly where all its operands do.</summary>
    [Fact]
    public void Eval_OverTwoVariables_HoldsWhereBothDo()
    {
        GraphNode a = OwnVariable(), b = OwnVariable();
        _stage.Own(_stage.Apply("add", a, b), 0, 1);
        _stage.Assign(1, 0, 1);
        _stage.Assign(2, 1, 10);
        _stage.Assign(4, 0, 2);
        _stage.Assign(6, 1, 20);
        foreach (int revision in (int[])[6, 3, 4]) _stage.Ask(revision, 2, revision);
        Assert.Equal(
            (11.0, new RevisionSpan(new(2), new(3))), (_stage.AnswerTo(3).Value.Number, _stage.AnswerTo(3).Span));
        Assert.Equal(
            (12.0, new RevisionSpan(new(4), new(5))), (_stage.AnswerTo(4).Value.Number, _stage.AnswerTo(4).Span));
        Assert.Equal((22.0, new Revision(6)), (_stage.AnswerTo(6).Value.Number, _stage.AnswerTo(6).Span.From));
        Assert.True(_stage.AnswerTo(6).Span.IsOpen);
    }

    /// <summary>x moves, its sign does not: what reads the sign is good again, and runs only when that moves.</summary>
    [Fact]
    public void Eval_WhenNoOperandMoved_RunsNothingAgain()
    {
        GraphNode x = OwnVariable(), sign = _stage.Apply("signum", x);
        _stage.Own(sign, 0);
        _stage.Own(_stage.Apply("neg", sign), 1);
        _stage.Assign(1, 0, 2);
        _stage.Ask(slot: 1, cell: 2, revision: 1);
        _stage.Assign(2, 0, 3);
        _stage.Ask(slot: 2, cell: 2, revision: 2);
        Assert.Equal((2L, 1L), (_stage.StatusOf(1).Runs, _stage.StatusOf(2).Runs));
        Assert.Equal(_stage.AnswerTo(1).Version, _stage.AnswerTo(2).Version);
        Assert.True(_stage.AnswerTo(2).Span is { From.Number: 2, IsOpen: true });
        _stage.Assign(3, 0, -3);
        _stage.Ask(slot: 3, cell: 2, revision: 3);
        Assert.Equal((3L, 2L), (_stage.StatusOf(1).Runs, _stage.StatusOf(2).Runs));
        Assert.Equal(1, _stage.AnswerTo(3).Value.Number);
        Assert.NotEqual(_stage.AnswerTo(2).Version, _stage.AnswerTo(3).Version);
    }

    /// <summary>A value that was found good again still answers for where it held before.</summary>
    [Fact]
    public void Eval_AtTheEarlierRevisionOfARenewedValue_RunsNothing()
    {
        GraphNode x = OwnVariable(), sign = _stage.Apply("signum", x);
        _stage.Own(sign, 0);
        _stage.Own(_stage.Apply("neg", sign), 1);
        _stage.Assign(1, 0, 2);
        _stage.Ask(slot: 1, cell: 2, revision: 1);
        _stage.Assign(2, 0, 3);
        _stage.Ask(slot: 2, cell: 2, revision: 2);
        _stage.Ask(slot: 3, cell: 2, revision: 1);
        Assert.Equal(-1, _stage.AnswerTo(3).Value.Number);
        Assert.Equal((2L, 1L), (_stage.StatusOf(1).Runs, _stage.StatusOf(2).Runs));
    }

    /// <summary>A value that ended is kept as long as somebody may ask at its last revision.</summary>
    [Fact]
    public void Eval_AtTheOldestRevisionThatCanBeAsked_RunsNothingTwice()
    {
        GraphNode x = OwnVariable();
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Assign(1, 0, 1);
        _stage.Ask(slot: 0, cell: 1, revision: 1, oldest: 1);
        _stage.Assign(2, 0, 2);
        _stage.Ask(slot: 1, cell: 1, revision: 2, oldest: 1);
        _stage.Ask(slot: 2, cell: 1, revision: 1, oldest: 1);
        Assert.Equal(-1, _stage.AnswerTo(2).Value.Number);
        Assert.Equal(2, _stage.StatusOf(1).Runs);
    }

    [Fact]
    public void Eval_OfWhatIsNotValid_IsNoGlance()
    {
        GraphNode x = OwnVariable();
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Assign(1, 0, 1);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.Assign(2, 0, 2);
        _stage.Tell(new Eval(ShardId.Clock, slot: 1, cell: 1, revision: new(2), Need.IfValid, oldest: new(0)));
        Assert.False(_stage.AnswerTo(1).HasValue);
        Assert.Equal(1, _stage.StatusOf(1).Runs);
    }

    [Fact]
    public void Assign_ToAVariableThatHadNone_HealsWhatReadsIt()
    {
        GraphNode x = OwnVariable(), u = _stage.Apply("neg", x);
        _stage.Own(u, 0);
        _stage.Own(_stage.Apply("sqr", u), 1);
        _stage.Ask(slot: 0, cell: 2, revision: 0);
        Assert.Equal(FaultKind.Unassigned, _stage.AnswerTo(0).Value.Fault!.Origin.Kind);
        _stage.Assign(1, 0, 3);
        _stage.Ask(slot: 1, cell: 2, revision: 1);
        Assert.Equal(9, _stage.AnswerTo(1).Value.Number);
    }

    [Fact]
    public void Assign_OfAShapeThatFits_HealsWhatFailedOnAnother()
    {
        GraphNode a = OwnVariable(), b = OwnVariable();
        _stage.Own(_stage.Apply("add", a, b), 0, 1);
        _stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        _stage.Assign(2, 1, NdArray<double>.Of(1, 2, 3));
        _stage.Ask(slot: 0, cell: 2, revision: 2);
        Assert.IsType<ShapeException>(_stage.AnswerTo(0).Value.Fault!.Origin.Cause);
        _stage.Assign(3, 1, NdArray<double>.Of(5, 6));
        _stage.Ask(slot: 1, cell: 2, revision: 3);
        _stage.RunKernels();
        Assert.Equal([6.0, 8], ((NdArray<double>)_stage.AnswerTo(1).Value.Array!).ToArray());
    }

    /// <summary>Users of a fault take it on; they do not run.</summary>
    [Fact]
    public void Eval_OverAFault_RunsNothing()
    {
        GraphNode x = OwnVariable(), u = _stage.Apply("neg", x);
        _stage.Own(u, 0);
        _stage.Ask(slot: 0, cell: 1, revision: 0);
        Assert.Equal(0, _stage.StatusOf(1).Runs);
        Assert.Equal(u.Id, _stage.AnswerTo(0).Value.Fault!.Node.Value);
    }

    /// <summary>
    /// 1 what was given up at revision 1 is answered by a shard that does not remember it · 2 a value for revision 0 ·
    /// 3 at revision 2 its version is the same: it is good again, and nothing runs.
    /// </summary>
    [Fact]
    public void Evaluated_WithWhatNobodyRemembers_LeavesTheNewestValueItsPlace()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Answer(Value.Of(Faults.Forgotten(x)), version: 0, new RevisionSpan(new(1), new(1)));
        _stage.Ask(slot: 1, cell: 1, revision: 0);
        Answer(Value.Of(5), version: 1, new RevisionSpan(new(0), new(0)));
        _stage.Ask(slot: 2, cell: 1, revision: 2);
        Answer(Value.Of(5), version: 1, new RevisionSpan(new(2), RevisionSpan.Open));
        if (_stage.HasSent<Eval>()) Answer(Value.Of(5), version: 1, new RevisionSpan(new(2), RevisionSpan.Open));
        Assert.Equal(-5, _stage.AnswerTo(2).Value.Number);
        Assert.Equal(1, _stage.StatusOf(1).Runs);
    }

    private void Answer(in Value value, int version, RevisionSpan span)
    {
        Eval eval = _stage.Take<Eval>();
        _stage.Tell(
            new Evaluated(eval.Slot, eval.Revision, new VersionedValue(value, new(version), span, hasValue: true)));
    }

    private GraphNode OwnVariable()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        return variable;
    }
}
