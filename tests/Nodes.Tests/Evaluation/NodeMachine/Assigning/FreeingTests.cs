using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Which cells go, in which order, what keeps them from it, and what the clock is told.</summary>
public sealed class FreeingTests
{
    private const int CellAssignments = 9;

    private readonly ShardParts _parts = new();

    [Fact]
    public void Take_OfAChain_FreesUsersBeforeOperandsAndSaysSoOnce()
    {
        int x = _parts.AddVariable(1), u = _parts.Add("neg", x), v = _parts.Add("sqr", u);
        Free(v, u, x);
        _parts.Freeing.End(CellAssignments);
        CellsFreed freed = Assert.Single(_parts.Sent<CellsFreed>(ShardId.Clock));
        Assert.Equal((Id, CellAssignments), (freed.By, freed.CellAssignments));
        Assert.Equal([v, u, x], freed.Freed);
        Assert.All([x, u, v], cell => Assert.True(_parts[cell].IsFree));
    }

    /// <summary>What is read still goes with its last user, which is told of later.</summary>
    [Fact]
    public void Take_OfOperandsFirst_FreesThemAfterTheirLastUser()
    {
        int x = _parts.AddVariable(1), u = _parts.Add("neg", x), v = _parts.Add("sqr", x);
        Free(x);
        Free(u);
        Assert.Equal([u], Freed());
        Free(v);
        Assert.Equal([v, x], Freed());
        Assert.Empty(Freed());
    }

    [Fact]
    public void Take_WithValuesOfNowAndBefore_EndsTheirLeases()
    {
        NdArray<double> before = ArrayOf(1, 2), now = ArrayOf(3, 4);
        int x = _parts.AddVariable(before);
        _parts.Assign(x, 2, new Value(0, now));
        Free(x);
        Assert.Equal([x], Freed());
        Assert.Equal((true, true), (before.Block.IsFree, now.Block.IsFree));
    }

    /// <summary>
    /// A kernel computes the cell, and a ticket for another is on the stack: both go when that is over.
    /// </summary>
    [Fact]
    public void End_WhileCellsAreWorkedAt_WaitsForThat()
    {
        int x = _parts.AddVariable(ArrayOf(1, 2)), u = _parts.Add("neg", x), v = _parts.Add("sqr", x);
        _parts.Ask(u, 1);
        _parts.Works.Tickets.Push(new Ticket(v, Need.Version, At(1)));
        Free(u, v, x);
        for (int i = 0; i < 2; i++) Assert.Empty(Freed());
        _parts.Works.Tickets.Pop();
        Assert.Equal([v], Freed());
        _parts.RunKernels();
        Assert.Equal([u, x], Freed());
        Assert.Single(_parts.Sent<Evaluated>());
    }

    /// <summary>An era may have swallowed the word that a cell is free.</summary>
    [Fact]
    public void Take_OfAFreeCell_SaysOnceMoreThatItIsFree()
    {
        int x = _parts.AddVariable(1);
        Free(x);
        Assert.Equal([x], Freed());
        Free(x);
        Assert.Equal([x], Freed());
    }

    /// <summary>The lender is told once, and has to answer; a second answer is none.</summary>
    [Fact]
    public void Take_OfAnImport_FreesItWhenItsLenderHasAnswered()
    {
        int import = _parts.AddImport();
        Free(import);
        ReturnLoan loan = Assert.Single(_parts.Sent<ReturnLoan>(Other));
        Assert.Equal((new CellAddress(Id, import), _parts[import].Extras!.Lender.Cell), (loan.Import, loan.LenderCell));
        Assert.Empty(Freed());
        for (int i = 0; i < 2; i++) _parts.Freeing.Take(new LoanReturned(import));
        Assert.Equal([import], Freed());
        Assert.Single(_parts.Sent<ReturnLoan>());
    }

    /// <summary>Who did not return anything is answered by nobody.</summary>
    [Fact]
    public void Take_OfAnAnswerThatNobodyWaitsFor_FreesNothing()
    {
        int import = _parts.AddImport();
        _parts.Freeing.Take(new LoanReturned(import));
        Free(import);
        Assert.Single(_parts.Sent<ReturnLoan>());
        Assert.Empty(Freed());
    }

    /// <summary>
    /// 1 the lender was told · 2 it is lost · 3 the cell is told to go once more: nobody will answer.
    /// </summary>
    [Fact]
    public void Take_OfAnImportWhoseLenderWasLostMeanwhile_FreesItAtOnce()
    {
        int import = _parts.AddImport();
        Free(import);
        _parts.Clear();
        _parts.Era.Enter(new EraPlan(new Era(1), [Id, Third]), At(1));
        Assert.Empty(Freed());
        Free(import);
        Assert.Equal([import], Freed());
        Assert.Empty(_parts.Sent<ReturnLoan>());
    }

    /// <summary>Whoever returns a loan is answered, known or not, and nothing is sent to his cell after that.</summary>
    [Fact]
    public void Take_OfAReturnedLoan_AnswersAndLetsTheCellGo()
    {
        int x = _parts.AddVariable(1);
        CellAddress import = new(Other, 4);
        _parts.Table.AddImporter(x, import);
        _parts.Ask(x, 1, slot: import.Cell, by: Other);
        Free(x);
        Assert.Empty(Freed());
        foreach (int cell in (int[])[x, x, 77]) _parts.Freeing.Take(new ReturnLoan(import, cell));
        Assert.Equal([4, 4, 4], _parts.Sent<LoanReturned>(Other).Select(returned => returned.Cell));
        Assert.Equal([x], Freed());
    }

    /// <summary>
    /// Imports and constants are the shard's own affair: it says which of them nothing reads any more.
    /// </summary>
    [Fact]
    public void End_AfterTheLastUserOfImportsAndConstantsWent_SaysThatTheyAreUnread()
    {
        GraphNode two = _parts.Graph.Constant(ElementType.Float64, 2);
        int import = _parts.AddImport(), constant = _parts.Add(two), x = _parts.AddVariable(1);
        int[] users = [_parts.Add("add", import, constant), _parts.Add("add", import, x)];
        Free(users);
        _parts.Freeing.End(CellAssignments);
        CellsFreed freed = Assert.Single(_parts.Sent<CellsFreed>());
        Assert.Equal(
            [(import, _parts[import].Node.Id), (constant, two.Id)], freed.Unread.OrderBy(unread => unread.Cell));
        Assert.Equal(users, freed.Freed);
    }

    /// <summary>What is read again by then is none of the clock's affair.</summary>
    [Fact]
    public void End_AfterAnImportIsReadAgain_SaysNothing()
    {
        int import = _parts.AddImport(), user = _parts.Add("neg", import);
        _parts.Table.Disconnect(user);
        _parts.Table.Connect(user, [import]);
        _parts.Freeing.End(CellAssignments);
        Assert.Empty(_parts.Sent<CellsFreed>());
        Assert.False(_parts.Table.HasUnread);
    }

    private void Free(params int[] cells) => _parts.Freeing.Take(new FreeCells(cells));

    /// <summary>What a message ends with: the cells that are free since the one before.</summary>
    private int[] Freed()
    {
        int before = _parts.Sent<CellsFreed>().Count;
        _parts.Freeing.End(CellAssignments);
        return [.. _parts.Sent<CellsFreed>().Skip(before).SelectMany(freed => freed.Freed)];
    }
}
