using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>Nodes that get another place, and who is told of it.</summary>
public sealed class PlannerMovingTests
{
    private static readonly ShardId First = PlanningDesk.First, Second = PlanningDesk.Second;
    private static readonly ShardId Third = PlanningDesk.Third;

    private readonly PlanningDesk _desk = new(mayMove: true);

    [Fact]
    public void Move_OfANode_LeavesAnImportOfItBehind()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Take();
        _desk.Planner.Move(x, Second);
        Assert.Equal(new CellAddress(Second, 0), _desk.Planner.Addresses[x]);
        List<CellAssignment> taken = _desk.Take();
        AssignedCell import = Assert.Single(Of(First, taken).Cells.ToArray());
        Assert.Equal(new AssignedCell(x, new CellAddress(Second, 0), 0), import);
        Assert.Equal([(0, new CellAddress(First, 0))], Of(Second, taken).Readers.ToArray());
    }

    [Fact]
    public void Move_OfANodeThatIsBorrowed_TellsTheBorrowerItsNewPlace()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Plan(Third, _desk.Apply("neg", x));
        _desk.Take();
        _desk.Planner.Move(x, Second);
        AssignedCell relinked = Assert.Single(Of(Third, _desk.Take()).Cells.ToArray());
        Assert.Equal(new AssignedCell(x, new CellAddress(Second, 0), 0), relinked);
    }

    [Fact]
    public void Move_ToABorrower_MakesItsImportTheNodeItself()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Plan(Second, _desk.Apply("neg", x));
        _desk.Take();
        _desk.Planner.Move(x, Second);
        Assert.Equal(new CellAddress(Second, 0), _desk.Planner.Addresses[x]);
        AssignedCell own = Assert.Single(Of(Second, _desk.Take()).Cells.ToArray());
        Assert.Equal(new AssignedCell(x, CellAddress.None, 0), own);
    }

    [Fact]
    public void Move_ToWhereItIs_HasNothingHandedOver()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Take();
        _desk.Planner.Move(x, First);
        Assert.Empty(_desk.Take());
    }

    [Fact]
    public void Move_OfANodeWithoutAPlace_DoesNothing()
    {
        GraphNode x = _desk.Variable();
        _desk.Planner.Move(x, First);
        Assert.False(_desk.Planner.Addresses[x].IsTaken);
        Assert.Empty(_desk.Take());
    }

    [Fact]
    public void Move_OfAConstant_LeavesACopyThatBorrowsNothing()
    {
        GraphNode constant = _desk.Number(3);
        _desk.Plan(First, constant);
        _desk.Take();
        _desk.Planner.Move(constant, Second);
        CellAssignment cells = Assert.Single(_desk.Take());
        Assert.Equal((Second, 0), (cells.Shard, cells.Readers.Length));
    }

    [Fact]
    public void KeepOnly_WithoutAShard_PlacesItsNodesAnewOperandsFirst()
    {
        GraphNode x = _desk.Variable(), user = _desk.Apply("neg", x);
        _desk.Plan(First, user);
        _desk.Take();
        _desk.KeepOnly(Second);
        CellAssignment cells = Assert.Single(_desk.Take());
        Assert.Equal(Second, cells.Shard);
        Assert.Equal([x, user], cells.Cells.ToArray().Select(cell => cell.Node));
        Assert.Equal([Second], _desk.Planner.Shards);
    }

    [Fact]
    public void KeepOnly_WithoutALender_MakesImportsTheNodesThemselves()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Plan(Second, _desk.Apply("neg", x));
        _desk.Take();
        _desk.KeepOnly(Second);
        AssignedCell own = Assert.Single(Assert.Single(_desk.Take()).Cells.ToArray());
        Assert.Equal(new AssignedCell(x, CellAddress.None, 0), own);
    }

    [Fact]
    public void KeepOnly_OfAllShards_HasNothingHandedOver()
    {
        _desk.VariableIn(First);
        _desk.Take();
        _desk.KeepOnly(First);
        Assert.Empty(_desk.Take());
    }

    [Fact]
    public void KeepOnly_WithAForgottenNode_DoesNotPlaceIt()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Graph.Release(x);
        _desk.Planner.Leave(x);
        _desk.Take();
        _desk.KeepOnly(Second);
        Assert.Empty(_desk.Take());
    }

    private static CellAssignment Of(ShardId shard, List<CellAssignment> taken) =>
        taken.Single(cells => cells.Shard == shard);
}
