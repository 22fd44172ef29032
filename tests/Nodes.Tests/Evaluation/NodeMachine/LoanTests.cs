using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Who borrowed a value is told when it no longer holds: each of them, once, and nobody else.</summary>
public sealed class LoanTests
{
    private readonly Stage _stage = new();

    [Fact]
    public void Assign_WithSeveralBorrowersInTheShard_ReachesEachOfThem()
    {
        GraphNode x = OwnVariable();
        foreach (string name in (string[])["neg", "sqr", "neg"]) _stage.Own(_stage.Apply(name, x), 0);
        _stage.Assign(1, 0, 2);
        for (int cell = 1; cell <= 3; cell++) _stage.Ask(cell, cell, 1);
        _stage.Assign(2, 0, 5);
        for (int cell = 1; cell <= 3; cell++) _stage.Ask(10 + cell, cell, 2);
        Assert.Equal([-2.0, 4, -2], from slot in (int[])[1, 2, 3] select _stage.AnswerTo(slot).Value.Number);
        Assert.Equal([-5.0, 25, -5], from slot in (int[])[11, 12, 13] select _stage.AnswerTo(slot).Value.Number);
    }

    /// <summary>The wave goes on to those who borrowed from a borrower, though that one is not asked again.</summary>
    [Fact]
    public void Assign_ThroughAChainOfLoans_ReachesItsEnd()
    {
        GraphNode x = OwnVariable();
        GraphNode u = _stage.Apply("neg", x);
        _stage.Own(u, 0);
        _stage.Own(_stage.Apply("sqr", u), 1);
        _stage.Assign(1, 0, 2);
        _stage.Borrow(Stage.Other, slot: 9, cell: 2, revision: 1);
        _stage.Clear();
        _stage.Assign(2, 0, 3);
        Assert.Equal((9, new Revision(2)), (
            _stage.Sent<Invalidate>(Stage.Other).Single().Cell, _stage.Take<Invalidate>().Revision));
    }

    [Fact]
    public void Assign_WithABorrowerElsewhereThatAskedTwice_RecallsItOnce()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        for (int i = 0; i < 2; i++) _stage.Borrow(Stage.Other, slot: 3, cell: 0, revision: 1);
        _stage.Assign(2, 0, 2);
        Invalidate recall = Assert.Single(_stage.Sent<Invalidate>());
        Assert.Equal((3, new Revision(2)), (recall.Cell, recall.Revision));
    }

    [Fact]
    public void Assign_AfterTheLoansEnded_RecallsNobody()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        _stage.Borrow(Stage.Other, slot: 3, cell: 0, revision: 1);
        _stage.Assign(2, 0, 2);
        _stage.Tell(new Invalidated());
        _stage.Clear();
        _stage.Assign(3, 0, 3);
        Assert.False(_stage.HasSent<Invalidate>());
        Assert.True(_stage.HasSent<Assigned>());
    }

    [Fact]
    public void Assign_WithManyBorrowersElsewhere_RecallsEachOnce()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        foreach (int slot in Enumerable.Range(0, 40).Concat(Enumerable.Range(0, 40)))
            _stage.Borrow(Stage.Other, slot, cell: 0, revision: 1);
        _stage.Assign(2, 0, 2);
        Assert.Equal(Enumerable.Range(0, 40), _stage.Sent<Invalidate>().Select(recall => recall.Cell).Order());
    }

    /// <summary>What is known to have ended cannot change: lending it needs no note.</summary>
    [Fact]
    public void Assign_AfterAnEarlierValueWasLent_RecallsNobody()
    {
        OwnVariable();
        _stage.Assign(1, 0, 1);
        _stage.Assign(2, 0, 2);
        _stage.Borrow(Stage.Other, slot: 3, cell: 0, revision: 1);
        Assert.Equal(new RevisionSpan(new(1), new(1)), _stage.AnswerTo(3).Span);
        _stage.Assign(3, 0, 3);
        Assert.False(_stage.HasSent<Invalidate>());
    }

    [Fact]
    public void Invalidate_OfAnImport_EndsItsUsersAndHasItAskedForAnew()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Own(_stage.Apply("neg", x), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.Lend(5);
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(2)));
        _stage.Ask(slot: 1, cell: 1, revision: 2);
        _stage.Lend(6, version: 2);
        if (_stage.HasSent<Eval>()) _stage.Lend(6, version: 2);
        _stage.Ask(slot: 2, cell: 1, revision: 1);
        Assert.Equal([-5.0, -6, -5], from slot in (int[])[0, 1, 2] select _stage.AnswerTo(slot).Value.Number);
    }

    /// <summary>A recall of what ended before changes nothing, and goes no further.</summary>
    [Fact]
    public void Invalidate_OfWhatEndedBefore_GoesNoFurther()
    {
        GraphNode x = _stage.Variable();
        _stage.Import(x);
        _stage.Borrow(Stage.Third, slot: 4, cell: 0, revision: 1);
        _stage.Lend(5);
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(2)));
        _stage.Tell(new Invalidated());
        _stage.Clear();
        _stage.Tell(new Invalidate(Stage.Other, cell: 0, revision: new(3)));
        Assert.False(_stage.HasSent<Invalidate>());
        Assert.Single(_stage.Sent<Invalidated>(Stage.Other));
    }

    private GraphNode OwnVariable()
    {
        GraphNode variable = _stage.Variable();
        _stage.Own(variable);
        return variable;
    }
}
