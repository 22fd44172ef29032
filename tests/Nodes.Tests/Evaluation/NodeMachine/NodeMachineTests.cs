using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What a shard decides in meetings of events that are too rare to wait for.</summary>
public sealed class NodeMachineTests
{
    private static readonly NdArray<double> Ones = NdArray<double>.Of(1, 1), Twos = NdArray<double>.Of(2, 2);

    private readonly Stage _stage = new();

    /// <summary>1 a kernel for revision 1 is under way · 2 a wave ends it at 2 · 3 somebody asks at 2, which it will
    /// answer · 4 a kernel for 3 is done first, so that the result for 1 no longer is the newest. The question at 2
    /// must not be forgotten.</summary>
    [Fact]
    public void Computed_AfterANewerResult_StillAnswersWhoHopedForIt()
    {
        _stage.Own(_stage.Variable());
        _stage.Own(_stage.Apply("neg", _stage.Graph.Variable(ElementType.Float64, null, null)), 0);
        _stage.Assign(1, 0, Ones);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Action first = _stage.TakeKernel();
        _stage.Assign(3, 0, Twos);
        _stage.Ask(slot: 1, cell: 1, revision: 2);
        _stage.Ask(slot: 2, cell: 1, revision: 3);
        Action second = _stage.TakeKernel();
        second();
        first();
        Assert.Equal([-2.0, -2], ArrayOf(_stage.AnswerTo(2)));
        Assert.Equal([-1.0, -1], ArrayOf(_stage.AnswerTo(0)));
        Assert.Equal([-1.0, -1], ArrayOf(_stage.AnswerTo(1)));
        Assert.Equal(0, _stage.Kernels);
    }

    /// <summary>Two values without a version, at two old revisions, are not the same value.</summary>
    [Fact]
    public void Evaluated_TwiceWithoutAVersion_IsNoProofThatNothingMoved()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 3);
        Lend(10, version: 0, revision: 3);
        _stage.Ask(slot: 1, cell: 1, revision: 5);
        Lend(20, version: 0, revision: 5);
        Assert.Equal(-10, _stage.AnswerTo(0).Value.Number);
        Assert.Equal(-20, _stage.AnswerTo(1).Value.Number);
    }

    /// <summary>The same where a newer value is there already, so that both are earlier ones.</summary>
    [Fact]
    public void Evaluated_TwiceWithoutAVersionBesideANewerValue_IsNoProofThatNothingMoved()
    {
        GraphNode variable = _stage.Variable();
        _stage.Import(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Ask(slot: 0, cell: 0, revision: 9);
        Lend(90, version: 7, revision: 9);
        _stage.Ask(slot: 1, cell: 1, revision: 3);
        Lend(10, version: 0, revision: 3);
        _stage.Ask(slot: 2, cell: 1, revision: 5);
        Lend(20, version: 0, revision: 5);
        Assert.Equal(-10, _stage.AnswerTo(1).Value.Number);
        Assert.Equal(-20, _stage.AnswerTo(2).Value.Number);
    }

    /// <summary>A value for an old revision is good for as long as its operands were.</summary>
    [Fact]
    public void Eval_AtTwoOldRevisionsOfOneState_RunsOnce()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        _stage.Own(_stage.Apply("neg", variable), 0);
        _stage.Assign(1, 0, NdArray<double>.Scalar(1));
        _stage.Assign(3, 0, NdArray<double>.Scalar(2));
        foreach (long revision in (long[])[3, 1, 2]) _stage.Ask((int)revision, 1, revision);
        Assert.Equal([-1.0, -1, -2], from slot in (int[])[1, 2, 3] select _stage.AnswerTo(slot).Value.Number);
        Assert.Equal(2, StatusOf(1).Runs);
    }

    /// <summary>An operand that is asked for its version and then for its value was asked once.</summary>
    [Fact]
    public void Eval_AfterAnotherOperandMoved_CountsOneHit()
    {
        GraphNode a = _stage.Variable(), b = _stage.Variable();
        _stage.Own(a);
        _stage.Own(b);
        _stage.Own(_stage.Apply("add", a, b), 0, 1);
        _stage.Assign(1, 0, NdArray<double>.Scalar(1));
        _stage.Assign(2, 1, NdArray<double>.Scalar(2));
        _stage.Ask(slot: 0, cell: 2, revision: 2);
        long before = StatusOf(1).Hits;
        _stage.Assign(3, 0, NdArray<double>.Scalar(5));
        _stage.Ask(slot: 1, cell: 2, revision: 3);
        Assert.Equal(7, _stage.AnswerTo(1).Value.Number);
        Assert.Equal(before + 1, StatusOf(1).Hits);
    }

    /// <summary>Only what running evaluations can ask for is kept, however many assignments they outlive.</summary>
    [Fact]
    public void Forget_WithALongEvaluationUnderWay_KeepsItsValueAndNoOther()
    {
        _stage.Own(_stage.Variable());
        for (int revision = 1; revision <= 1000; revision++)
        {
            _stage.Assign(revision, 0, NdArray<double>.Scalar(revision));
            if (revision > 3) _stage.Tell(new Forget(new LiveRevisions([new(3), new(revision)])));
        }

        foreach (long revision in (long[])[3, 500, 1000]) _stage.Ask((int)revision, 0, revision);
        Assert.Equal(3, _stage.AnswerTo(3).Value.Number);
        Assert.Equal(1000, _stage.AnswerTo(1000).Value.Number);
        Assert.NotNull(_stage.AnswerTo(500).Value.Fault);
    }

    [Fact]
    public void Eval_OfAScalarFormThatThrows_IsAFaultOfTheNode()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        _stage.Own(_stage.Apply(new ThrowingOperator { InScalarForm = new ArithmeticException("no") }, variable), 0);
        _stage.Assign(1, 0, NdArray<double>.Scalar(1));
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Assert.IsType<ArithmeticException>(_stage.AnswerTo(0).Value.Fault!.Origin.Cause);
        Assert.False(_stage.HasSent<Broken>());
    }

    private static double[] ArrayOf(in VersionedValue versioned) => ((NdArray<double>)versioned.Value.Array!).ToArray();

    private void Lend(double value, int version, long revision) =>
        Lend(new VersionedValue(
            Value.Of(value), new(version), new RevisionSpan(new(revision), new(revision)), hasValue: true));

    /// <summary>Answers the oldest question that the shard has asked.</summary>
    private void Lend(in VersionedValue versioned)
    {
        Eval eval = _stage.Take<Eval>();
        _stage.Tell(new Evaluated(eval.Slot, eval.Revision, versioned));
    }

    private NodeStatus StatusOf(int cell)
    {
        _stage.Tell(new Inspect(number: 1, revision: new(0), [cell]));
        return _stage.Take<Inspected>().Statuses[0];
    }
}
