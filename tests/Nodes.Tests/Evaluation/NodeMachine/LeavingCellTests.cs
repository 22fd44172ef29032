using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A cell goes when nobody works at it and nobody reads it; then it may be another node's, and only then.
/// </summary>
public sealed class LeavingCellTests
{
    private static readonly CellAddress ImportElsewhere = new(Stage.Other, 0);

    private readonly Stage _stage = new();

    [Fact]
    public void FreeCells_OfAUserAndItsOperand_FreesBoth()
    {
        OwnVariable();
        _stage.Own(_stage.Apply("neg", _stage.Variable()), 0);
        Free(1, 0);
        Assert.Equal([1, 0], Freed());
    }

    [Fact]
    public void FreeCells_OfWhatIsRead_FreesItAfterItsLastUser()
    {
        OwnVariable();
        for (int i = 0; i < 2; i++) _stage.Own(_stage.Apply("neg", _stage.Variable()), 0);
        Free(0);
        Free(1);
        Assert.Equal([1], Freed());
        Free(2);
        Assert.Equal([1, 2, 0], Freed());
    }

    /// <summary>Users and operands alike are one fewer: what reads a node twice reads it no more.</summary>
    [Fact]
    public void FreeCells_OfWhatReadsACellTwice_FreesThatToo()
    {
        OwnVariable();
        _stage.Own(_stage.Apply("mul", _stage.Variable(), _stage.Variable()), 0, 0);
        Free(1, 0);
        Assert.Equal([1, 0], Freed());
    }

    [Fact]
    public void FreeCells_ToldOnceMore_IsAnsweredOnceMore()
    {
        OwnVariable();
        Free(0);
        Free(0);
        Assert.Equal([0, 0], Freed());
    }

    [Fact]
    public void FreeCells_WithValues_LetsThemGo()
    {
        OwnVariable();
        _stage.Own(_stage.Apply("neg", _stage.Variable()), 0);
        _stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        _stage.RunKernels();
        _stage.Assign(2, 0, NdArray<double>.Of(3, 4));
        Free(1, 0);
        _stage.Tell(new CountCells(1));
        ShardCounts counts = _stage.Take<CellsCounted>().Counts;
        Assert.Equal((0L, 0L), (counts.Cells, counts.ValueBytes));
    }

    [Fact]
    public void FreeCells_WhileAKernelRuns_AnswersBeforeItFrees()
    {
        OwnVariable();
        _stage.Own(_stage.Apply("neg", _stage.Variable()), 0);
        _stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        _stage.Ask(slot: 5, cell: 1, revision: 1);
        Free(1, 0);
        Assert.Empty(Freed());
        _stage.RunKernels();
        Assert.Equal([-1.0, -2], ((NdArray<double>)_stage.AnswerTo(5).Value.Array!).ToArray());
        Assert.Equal([1, 0], Freed());
    }

    /// <summary>1 one kernel runs at a time, and others wait on the stack, one of them twice because it was asked for
    /// twice · 2 that one is done, so nobody works at it, and its first ticket is still below the others · 3 it is to
    /// go: what looks at the ticket must not meet another node.</summary>
    [Fact]
    public void FreeCells_OfWhatIsStillOnTheStack_WaitsUntilThatWasLookedAt()
    {
        var stage = new Stage(ShardLimits.Default with { KernelsAtATime = 1 });
        stage.Own(stage.Variable());
        foreach (string name in (string[])["neg", "sqr", "exp", "sin"])
            stage.Own(stage.Apply(name, stage.Variable()), 0);
        stage.Assign(1, 0, NdArray<double>.Of(1, 2));
        int slot = 0;
        foreach (int cell in (int[])[1, 2, 3, 4, 2]) stage.Ask(slot++, cell, 1);
        for (int i = 0; i < 2; i++) stage.TakeKernel()();
        stage.Tell(new FreeCells([2]));
        Assert.False(stage.HasSent<CellsFreed>());
        stage.RunKernels();
        Assert.Equal([2], stage.Take<CellsFreed>().Freed);
        Assert.False(stage.HasSent<Broken>());
        Assert.Equal(5, stage.Sent<Evaluated>().Count());
    }

    /// <summary>The wave goes where the value was lent, also when some of those who borrowed it are gone and their
    /// places are others'.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Assign_AfterABorrowerWentAndAnotherHasItsPlace_ReachesTheOthers(int gone)
    {
        OwnVariable();
        string[] names = ["neg", "sqr", "neg"];
        foreach (string name in names) _stage.Own(_stage.Apply(name, _stage.Variable()), 0);
        _stage.Assign(1, 0, 2);
        for (int cell = 1; cell <= 3; cell++) _stage.Ask(cell, cell, 1);
        Free(gone);
        _stage.OwnIn(gone, _stage.Apply("exp", _stage.Variable()), 0);
        _stage.Assign(2, 0, 5);
        for (int cell = 1; cell <= 3; cell++) _stage.Ask(10 + cell, cell, 2);
        double[] expected = [-5, 25, -5];
        expected[gone - 1] = Math.Exp(5);
        Assert.Equal(expected, from slot in (int[])[11, 12, 13] select _stage.AnswerTo(slot).Value.Number);
        Assert.False(_stage.HasSent<Broken>());
    }

    /// <summary>The cell is used again, and the edges only by as many operands: those beside them are another's.
    /// </summary>
    [Fact]
    public void Eval_OfWhatHasMoreOperandsThanTheCellHadBefore_ReadsAllOfThem()
    {
        for (int i = 0; i < 2; i++) OwnVariable();
        for (int i = 0; i < 2; i++) _stage.Own(_stage.Apply("neg", _stage.Variable()), i);
        Free(2);
        _stage.OwnIn(2, _stage.Apply("add", _stage.Variable(), _stage.Variable()), 0, 1);
        _stage.Assign(1, 0, 3);
        _stage.Assign(2, 1, 4);
        for (int cell = 2; cell <= 3; cell++) _stage.Ask(cell, cell, 2);
        Assert.Equal((7.0, -4.0), (_stage.AnswerTo(2).Value.Number, _stage.AnswerTo(3).Value.Number));
    }

    [Fact]
    public void FreeCells_OfWhatAnotherShardReads_WaitsUntilThatReturnsTheLoan()
    {
        OwnVariable();
        _stage.AddReader(0);
        Free(0);
        Assert.Empty(Freed());
        _stage.Tell(new ReturnLoan(ImportElsewhere, lenderCell: 0));
        Assert.Equal([0], Freed());
        Assert.Equal(0, Assert.Single(_stage.Sent<LoanReturned>(Stage.Other)).Cell);
    }

    /// <summary>Who is not known as a reader is answered too: he waits for it.</summary>
    [Fact]
    public void ReturnLoan_Twice_IsAnsweredTwiceAndCountsOnce()
    {
        OwnVariable();
        for (int i = 0; i < 2; i++) _stage.AddReader(0);
        Free(0);
        for (int i = 0; i < 2; i++) _stage.Tell(new ReturnLoan(ImportElsewhere, lenderCell: 0));
        Assert.Equal(2, _stage.Sent<LoanReturned>(Stage.Other).Count());
        Assert.Empty(Freed());
        _stage.Tell(new ReturnLoan(new CellAddress(Stage.Other, 1), lenderCell: 0));
        Assert.Equal([0], Freed());
    }

    /// <summary>The place of the import may be another's by then.</summary>
    [Fact]
    public void Assign_AfterALoanWasReturned_RecallsNothing()
    {
        OwnVariable();
        _stage.AddReader(0);
        _stage.Assign(1, 0, 1);
        _stage.Borrow(Stage.Other, slot: 0, cell: 0, revision: 1);
        _stage.Tell(new ReturnLoan(ImportElsewhere, lenderCell: 0));
        _stage.Assign(2, 0, 2);
        Assert.False(_stage.HasSent<Invalidate>());
        Assert.Equal(2, _stage.Sent<Assigned>().Count());
    }

    [Fact]
    public void FreeCells_OfAnImport_FreesItWhenTheLenderHasAnswered()
    {
        _stage.Import(_stage.Variable());
        Free(0);
        ReturnLoan loan = Assert.Single(_stage.Sent<ReturnLoan>(Stage.Other));
        Assert.Equal((0, 0), (loan.Import.Cell, loan.LenderCell));
        Assert.Empty(Freed());
        for (int i = 0; i < 2; i++) _stage.Tell(new LoanReturned(0));
        Assert.Equal([0], Freed());
    }

    /// <summary>The lender's shard is gone: nobody will answer, and no message comes.</summary>
    [Fact]
    public void FreeCells_OfAnImportWhoseLenderIsGone_FreesItAtOnce()
    {
        _stage.Import(_stage.Variable());
        _stage.Tell(new EnterEra(new EraPlan(new(1), [new ShardId(0), Stage.Third]), newest: new(0)));
        Free(0);
        Assert.False(_stage.HasSent<ReturnLoan>());
        Assert.Equal([0], Freed());
    }

    /// <summary>A new era may have swallowed the question or the answer.</summary>
    [Fact]
    public void FreeCells_ToldOnceMoreOfAnImport_ReturnsTheLoanOnceMore()
    {
        _stage.Import(_stage.Variable());
        Free(0);
        Free(0);
        Assert.Equal(2, _stage.Sent<ReturnLoan>(Stage.Other).Count());
        _stage.Tell(new LoanReturned(0));
        Assert.Equal([0], Freed());
    }

    /// <summary>Imports are the shard's own affair: it says which of them nothing reads any more.</summary>
    [Fact]
    public void FreeCells_OfTheLastUserOfAnImport_SaysThatItIsUnread()
    {
        GraphNode lent = _stage.Variable();
        _stage.Import(lent);
        for (int i = 0; i < 2; i++) _stage.Own(_stage.Apply("neg", lent), 0);
        Free(1);
        Assert.Empty(_stage.Take<CellsFreed>().Unread);
        Free(2);
        CellsFreed freed = _stage.Take<CellsFreed>();
        Assert.Equal([(0, lent.Id)], freed.Unread);
        Assert.Equal(3, freed.CellAssignments);
    }

    /// <summary>The answer was on its way when the question was given up, and the cell is another node's now.</summary>
    [Fact]
    public void Evaluated_OfTheNodeThatHadTheCellBefore_IsNotTaken()
    {
        GraphNode before = _stage.Variable(), after = _stage.Variable();
        _stage.Import(before);
        _stage.Own(_stage.Apply("neg", before), 0);
        _stage.Ask(slot: 0, cell: 1, revision: 1);
        Eval late = _stage.Take<Eval>();
        _stage.Tell(new Cancel(ShardId.Clock, slot: 0, cell: 1, revision: new(1)));
        Free(1, 0);
        _stage.Tell(new LoanReturned(0));
        Assert.Equal([1, 0], Freed());
        _stage.Surrender(after, 0);
        _stage.OwnIn(1, _stage.Apply("neg", after), 0);
        _stage.Ask(slot: 1, cell: 1, revision: 1);
        var span = new RevisionSpan(new(1), RevisionSpan.Open);
        var versioned = new VersionedValue(Value.Of(99), new(1), span, hasValue: true);
        _stage.Tell(new Evaluated(late.Slot, late.Revision, versioned, tenant: late.Tenant));
        Assert.Empty(_stage.Sent<Evaluated>());
        _stage.Lend(7);
        Assert.Equal(-7, _stage.AnswerTo(1).Value.Number);
    }

    /// <summary>A build with laws looks at the cells after each message, but not after the last.</summary>
    [Fact]
    public void Dissolve_WithValuesAndCellsThatLeave_IsTheEnd()
    {
        OwnVariable();
        _stage.Own(_stage.Apply("neg", _stage.Variable()), 0);
        _stage.Tell(new Dissolve());
        Free(1);
        Assert.Empty(_stage.Sent<Broken>());
        Assert.Empty(_stage.Sent<CellsFreed>());
    }

    private void OwnVariable() => _stage.Own(_stage.Variable());

    private void Free(params int[] cells) => _stage.Tell(new FreeCells(cells));

    /// <summary>The cells that it has said to be free, in their order. Twice in one message is as good as once.
    /// </summary>
    private IEnumerable<int> Freed() =>
        _stage.Sent<CellsFreed>(ShardId.Clock).SelectMany(freed => freed.Freed.Distinct());
}
