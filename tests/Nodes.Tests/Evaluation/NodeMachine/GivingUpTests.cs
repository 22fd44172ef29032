using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What a shard abandons when nobody waits any more, and what it goes on with.</summary>
public sealed class GivingUpTests
{
    private static readonly NdArray<double> Ones = NdArray<double>.Of(1, 1);

    [Fact]
    public void Cancel_OfTheOnlyQuestion_TakesBackWhatWasAskedElsewhere()
    {
        var stage = new Stage();
        OwnNegOfImport(stage);
        stage.Ask(slot: 4, cell: 1, revision: 1);
        Eval asked = stage.Take<Eval>();
        stage.Tell(new Cancel(ShardId.Clock, slot: 4, cell: 1, revision: new(1)));
        Cancel taken = Assert.Single(stage.Sent<Cancel>(Stage.Other));
        Assert.Equal((asked.Slot, asked.Cell, asked.Revision), (taken.Slot, taken.Cell, taken.Revision));
        var versioned = new VersionedValue(Value.Of(9), new(1), new RevisionSpan(new(1), new(1)), hasValue: true);
        stage.Tell(new Evaluated(asked.Slot, new(1), versioned));
        Assert.False(stage.HasSent<Evaluated>());
    }

    [Fact]
    public void Cancel_OfOneOfTwoQuestions_LeavesTheOther()
    {
        var stage = new Stage();
        OwnNegOfImport(stage);
        stage.Ask(slot: 4, cell: 1, revision: 1);
        stage.Ask(slot: 5, cell: 1, revision: 1);
        stage.Tell(new Cancel(ShardId.Clock, slot: 4, cell: 1, revision: new(1)));
        Assert.False(stage.HasSent<Cancel>());
        stage.Lend(2);
        Assert.Equal(5, stage.Take<Evaluated>().Slot);
        Assert.False(stage.HasSent<Evaluated>());
    }

    [Fact]
    public void Eval_AfterACancel_AsksAnew()
    {
        var stage = new Stage();
        OwnNegOfImport(stage);
        stage.Ask(slot: 4, cell: 1, revision: 1);
        stage.Tell(new Cancel(ShardId.Clock, slot: 4, cell: 1, revision: new(1)));
        stage.Clear();
        stage.Ask(slot: 5, cell: 1, revision: 1);
        stage.Lend(2);
        Assert.Equal(-2, stage.AnswerTo(5).Value.Number);
    }

    /// <summary>1 one kernel is under way, another may not begin yet · 2 that is given up · 3 the first ends.</summary>
    [Fact]
    public void Cancel_OfWhatHadNotBegun_NeverBegins()
    {
        var stage = new Stage(new ShardLimits { KernelsAtATime = 1 });
        OwnTwoOfVariable(stage);
        stage.Ask(slot: 0, cell: 1, revision: 1);
        stage.Ask(slot: 1, cell: 2, revision: 1);
        Action first = stage.TakeKernel();
        Assert.Equal(0, stage.Kernels);
        stage.Tell(new Cancel(ShardId.Clock, slot: 1, cell: 2, revision: new(1)));
        first();
        Assert.Equal(0, stage.Kernels);
        Assert.Equal(0, stage.StatusOf(2).Runs);
    }

    [Fact]
    public void Computed_WithAnotherThatMayNotBegin_BeginsThat()
    {
        var stage = new Stage(new ShardLimits { KernelsAtATime = 1 });
        OwnTwoOfVariable(stage);
        stage.Ask(slot: 0, cell: 1, revision: 1);
        stage.Ask(slot: 1, cell: 2, revision: 1);
        Action first = stage.TakeKernel();
        first();
        stage.TakeKernel()();
        Assert.Equal([1.0, 1], ((NdArray<double>)stage.AnswerTo(1).Value.Array!).ToArray());
    }

    /// <summary>What a kernel computed for somebody who gave up is right, and is there for the next.</summary>
    [Fact]
    public void Computed_AfterACancel_Stays()
    {
        var stage = new Stage();
        OwnTwoOfVariable(stage);
        stage.Ask(slot: 0, cell: 1, revision: 1);
        Action kernel = stage.TakeKernel();
        stage.Tell(new Cancel(ShardId.Clock, slot: 0, cell: 1, revision: new(1)));
        kernel();
        stage.Ask(slot: 1, cell: 1, revision: 1);
        Assert.Equal(1, stage.StatusOf(1).Runs);
        Assert.Equal([-1.0, -1], ((NdArray<double>)stage.AnswerTo(1).Value.Array!).ToArray());
    }

    /// <summary>However little is done at a time, it goes on by itself.</summary>
    [Fact]
    public void Eval_OneVisitAtATime_GoesOnToTheEnd()
    {
        var stage = new Stage(new ShardLimits { VisitsAtATime = 1 });
        GraphNode node = stage.Variable();
        stage.Own(node);
        for (int i = 0; i < 20; i++)
        {
            node = stage.Apply("neg", node);
            stage.Own(node, i);
        }

        stage.Assign(1, 0, 7);
        stage.Ask(slot: 0, cell: 20, revision: 1);
        Assert.Equal(7, stage.AnswerTo(0).Value.Number);
    }

    private static void OwnNegOfImport(Stage stage)
    {
        GraphNode x = stage.Variable();
        stage.Import(x);
        stage.Own(stage.Apply("neg", x), 0);
    }

    private static void OwnTwoOfVariable(Stage stage)
    {
        GraphNode x = stage.Variable();
        stage.Own(x);
        stage.Own(stage.Apply("neg", x), 0);
        stage.Own(stage.Apply("sqr", x), 0);
        stage.Assign(1, 0, Ones);
    }
}
