using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>An array goes with the answer when nobody else can want it, and stays when somebody can.</summary>
public sealed class HandingOverTests
{
    private readonly Stage _stage = new();

    public HandingOverTests()
    {
        _stage.Own(_stage.Variable());
        _stage.Own(_stage.Apply("neg", _stage.Graph.Variable(ElementType.Float64, null, null)), 0);
        _stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        _stage.AddReader(1);
    }

    [Fact]
    public void Eval_ByTheOnlyReader_HandsTheArrayOver()
    {
        Evaluated answer = Ask(cell: 1, takesOver: true);
        Assert.True(answer.IsHandedOver);
        Assert.Equal([-1.0, -2], ((NdArray<double>)answer.Versioned.Value.Array!).ToArray());
        Assert.Equal(0, StatusOf(1).BytesHeld);
    }

    [Fact]
    public void Eval_ByAReaderThatKeepsTheValue_Keeps() => AssertKept(Ask(cell: 1, takesOver: false));

    [Fact]
    public void Eval_ByOneOfTwoReadersElsewhere_Keeps()
    {
        _stage.AddReader(1);
        AssertKept(Ask(cell: 1, takesOver: true));
    }

    [Fact]
    public void Eval_OfWhatANodeHereReadsToo_Keeps()
    {
        _stage.Own(_stage.Apply("sin", _stage.Graph.Variable(ElementType.Float64, null, null)), 1);
        AssertKept(Ask(cell: 1, takesOver: true));
    }

    [Fact]
    public void Eval_OfWhatAClientHasAskedFor_Keeps()
    {
        _stage.Ask(slot: 7, cell: 1, revision: 1);
        _stage.TakeKernel()();
        AssertKept(Ask(cell: 1, takesOver: true));
    }

    [Fact]
    public void Eval_OfAVariable_Keeps()
    {
        _stage.AddReader(0);
        Evaluated answer = Ask(cell: 0, takesOver: true);
        Assert.False(answer.IsHandedOver);
        Assert.Equal(16, StatusOf(0).BytesHeld);
    }

    [Fact]
    public void Evaluated_WithAnArrayThatIsHandedOver_LetsItGoWhenItsUserRuns()
    {
        GraphNode lent = _stage.Variable();
        _stage.Import(lent);
        _stage.Own(_stage.Apply("neg", lent), 2);
        _stage.Ask(slot: 1, cell: 3, revision: 1);
        Eval question = _stage.Take<Eval>();
        Assert.True(question.TakesOver);
        var value = new Value(0, NdArray<double>.Of(3, 4));
        var versioned = new VersionedValue(value, new(1), new RevisionSpan(new(1), new(1)), hasValue: true);
        _stage.Tell(new Evaluated(question.Slot, question.Revision, versioned, isHandedOver: true));
        Assert.Equal(0, StatusOf(2).BytesHeld);
        _stage.TakeKernel()();
        Assert.Equal([-3.0, -4], ((NdArray<double>)_stage.AnswerTo(1).Value.Array!).ToArray());
    }

    [Fact]
    public void Eval_ForTwoNodesOfTheAsker_DoesNotTakeOver()
    {
        GraphNode lent = _stage.Variable();
        _stage.Import(lent);
        _stage.Own(_stage.Apply("neg", lent), 2);
        _stage.Own(_stage.Apply("sin", lent), 2);
        _stage.Ask(slot: 1, cell: 3, revision: 1);
        Assert.False(_stage.Take<Eval>().TakesOver);
    }

    [Fact]
    public void Eval_ForANodeOfLargerSupport_DoesNotTakeOver()
    {
        GraphNode lent = _stage.Variable(), own = _stage.Variable();
        _stage.Import(lent);
        _stage.Own(own);
        _stage.Own(_stage.Apply("add", lent, own), 2, 3);
        _stage.Assign(2, 3, NdArray<double>.Of(1, 2));
        _stage.Ask(slot: 1, cell: 4, revision: 2);
        Assert.False(_stage.Take<Eval>().TakesOver);
    }

    private Evaluated Ask(int cell, bool takesOver)
    {
        _stage.Tell(new Eval(Stage.Other, slot: 5, cell, revision: new(1), Need.Value, oldest: new(0), takesOver));
        if (_stage.Kernels > 0) _stage.TakeKernel()();
        return _stage.Take<Evaluated>(answer => answer.Slot == 5);
    }

    private void AssertKept(Evaluated answer)
    {
        Assert.False(answer.IsHandedOver);
        Assert.Equal(16, StatusOf(1).BytesHeld);
    }

    private NodeStatus StatusOf(int cell)
    {
        _stage.Tell(new Inspect(number: 1, revision: new(1), [cell]));
        return _stage.Take<Inspected>().Statuses[0];
    }
}
