using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>Places of nodes that leave are free when nobody needs them, and not before.</summary>
public sealed class PlannerLeavingTests
{
    private static readonly ShardId First = PlanningDesk.First, Second = PlanningDesk.Second;
    private static readonly ShardId Third = PlanningDesk.Third;

    private readonly PlanningDesk _desk = new(mayMove: true);

    [Fact]
    public void Leave_OfAPlacedNode_TellsThePolicyOnce()
    {
        GraphNode x = _desk.VariableIn(Second);
        _desk.Planner.Leave(x);
        _desk.Planner.Leave(x);
        Assert.Equal([(x, Second)], _desk.Left);
    }

    [Fact]
    public void Leave_OfANode_HasNothingHandedOver()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Take();
        _desk.Planner.Leave(x);
        Assert.Empty(_desk.Take());
    }

    [Fact]
    public void Plan_IntoAFreeCell_SaysWhichItIs()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.VariableIn(First);
        CellAddress free = _desk.Planner.Leave(x);
        _desk.Planner.Free(free);
        _desk.Take();
        GraphNode y = _desk.VariableIn(First);
        AssignedCell cell = Assert.Single(Assert.Single(_desk.Take()).Cells.ToArray());
        Assert.Equal(new AssignedCell(y, CellAddress.None, free.Cell), cell);
    }

    [Fact]
    public void Leave_OfAPlacedNode_SaysOnceWhereItWas()
    {
        GraphNode x = _desk.Variable();
        CellAddress address = _desk.Plan(First, x);
        Assert.Equal(address, _desk.Planner.Leave(x));
        Assert.False(_desk.Planner.Leave(x).IsTaken);
    }

    [Fact]
    public void Plan_BetweenLeaveAndFree_TakesANewCell()
    {
        GraphNode x = _desk.Variable();
        CellAddress before = _desk.Plan(First, x);
        _desk.Planner.Leave(x);
        Assert.NotEqual(before, _desk.Plan(First, _desk.Variable()));
        _desk.Planner.Free(before);
        Assert.Equal(before, _desk.Plan(First, _desk.Variable()));
        Assert.NotEqual(before, _desk.Plan(First, _desk.Variable()));
    }

    [Fact]
    public void DropCopies_OfAConstant_SaysEachCopyOnceAndNotItsOwnPlace()
    {
        GraphNode constant = _desk.Number(3);
        CellAddress own = _desk.Plan(First, constant);
        foreach (ShardId shard in (ShardId[])[Second, Third])
            _desk.Plan(shard, _desk.Apply("add", constant, _desk.VariableIn(shard)));
        CellAddress[] copies = [.. _desk.Planner.DropCopies(constant)];
        Assert.Equal([Second, Third], copies.Select(copy => copy.Shard));
        Assert.DoesNotContain(own, copies);
        Assert.Empty(_desk.Planner.DropCopies(constant));
    }

    [Fact]
    public void DropCopies_OfAVariable_LeavesItsImportsToTheShardsThatReadThem()
    {
        GraphNode x = _desk.Variable();
        _desk.Plan(First, x);
        _desk.Plan(Second, _desk.Apply("neg", x));
        Assert.Empty(_desk.Planner.DropCopies(x));
    }

    /// <summary>The shard said so before it was told of another that reads it.</summary>
    [Fact]
    public void TryDropGuest_OfWhatIsReadAgain_LeavesIt()
    {
        GraphNode x = _desk.Variable();
        _desk.Plan(First, x);
        _desk.Plan(Second, _desk.Apply("neg", x));
        CellAddress import = new(Second, 0);
        _desk.Plan(Second, _desk.Apply("sqr", x));
        Assert.False(_desk.Planner.TryDropGuest(import, x.Id, assignments: 1));
        Assert.True(_desk.Planner.TryDropGuest(import, x.Id, assignments: 2));
        Assert.False(_desk.Planner.TryDropGuest(import, x.Id, assignments: 2));
    }

    [Fact]
    public void TryDropGuest_OfACellThatStandsForAnother_LeavesIt()
    {
        GraphNode x = _desk.Variable();
        _desk.Plan(First, x);
        _desk.Plan(Second, _desk.Apply("neg", x));
        Assert.False(_desk.Planner.TryDropGuest(new CellAddress(Second, 7), x.Id, assignments: 9));
        Assert.False(_desk.Planner.TryDropGuest(new CellAddress(Second, 0), x.Id + 1, assignments: 9));
    }

    /// <summary>The import is going, so that it cannot be read again: there is a new one, of which the lender hears.
    /// </summary>
    [Fact]
    public void Plan_OfAReaderAfterTheImportWasDropped_HasANewOne()
    {
        GraphNode x = _desk.Variable();
        _desk.Plan(First, x);
        _desk.Plan(Second, _desk.Apply("neg", x));
        Assert.True(_desk.Planner.TryDropGuest(new CellAddress(Second, 0), x.Id, assignments: 1));
        _desk.Take();
        _desk.Plan(Second, _desk.Apply("sqr", x));
        CellAddress import = Assert.Single(_desk.Take().Single(cells => cells.Shard == First).Readers.ToArray()).Import;
        Assert.Equal(new CellAddress(Second, 2), import);
    }

    [Fact]
    public void Free_OfACellOfAShardThatIsGone_DoesNothing()
    {
        GraphNode x = _desk.Variable();
        CellAddress address = _desk.Plan(First, x);
        _desk.Graph.Release(x);
        _desk.Planner.Leave(x);
        _desk.KeepOnly(Second);
        _desk.Planner.Free(address);
        Assert.False(_desk.Planner.Addresses[x].IsTaken);
    }
}
