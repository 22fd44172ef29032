using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>Which cells nodes get, and what has to be handed over for that, in which order.</summary>
public sealed class PlannerTests
{
    private static readonly ShardId First = PlanningDesk.First, Second = PlanningDesk.Second;

    private readonly PlanningDesk _desk = new(mayMove: false);

    [Fact]
    public void Plan_OfAFormula_NumbersOperandsBeforeTheirUsers()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        GraphNode sum = _desk.Apply("add", x, y), root = _desk.Apply("mul", sum, x);
        Assert.Equal(new CellAddress(First, 3), _desk.Plan(First, root));
        CellAssignment cells = Assert.Single(_desk.Take());
        Assert.Equal(First, cells.Shard);
        Assert.Equal([x, y, sum, root], Nodes(cells));
        Assert.Equal([0, 1, 2, 0], cells.Operands.ToArray());
        Assert.All(cells.Cells.ToArray(), cell => Assert.Equal(new AssignedCell(cell.Node, CellAddress.None), cell));
    }

    [Fact]
    public void Plan_OfAPlannedNode_HasNothingHandedOver()
    {
        GraphNode x = _desk.Variable();
        CellAddress address = _desk.Plan(First, x);
        _desk.Take();
        Assert.Equal(address, _desk.Plan(Second, x));
        Assert.Empty(_desk.Take());
    }

    [Fact]
    public void Plan_OfAUserOfPlannedNodes_HandsOverTheUserAlone()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Take();
        GraphNode user = _desk.Apply("add", x, x);
        _desk.Plan(First, user);
        CellAssignment cells = Assert.Single(_desk.Take());
        Assert.Equal([user], Nodes(cells));
        Assert.Equal([0, 0], cells.Operands.ToArray());
    }

    [Fact]
    public void TryTakeAssignment_AfterAllWereTaken_HasNone()
    {
        _desk.Plan(First, _desk.Variable());
        Assert.True(_desk.Planner.TryTakeAssignment(out _));
        Assert.False(_desk.Planner.TryTakeAssignment(out CellAssignment? none));
        Assert.Null(none);
    }

    [Fact]
    public void TryTakeAssignment_AfterSeveralPlans_HasTheOldestFirst()
    {
        GraphNode x = _desk.VariableIn(First), y = _desk.VariableIn(Second);
        Assert.Equal([[x], [y]], _desk.Take().Select(Nodes));
    }

    [Fact]
    public void Plan_OfAUserElsewhere_HasAnImportAndTellsTheLender()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Take();
        GraphNode user = _desk.Apply("neg", x);
        Assert.Equal(new CellAddress(Second, 1), _desk.Plan(Second, user));
        List<CellAssignment> taken = _desk.Take();
        CellAssignment reader = taken.Single(cells => cells.Shard == Second);
        Assert.Equal([x, user], Nodes(reader));
        Assert.Equal(new CellAddress(First, 0), reader.Cells[0].Lender);
        Assert.Equal([0], reader.Operands.ToArray());
        CellAssignment lender = taken.Single(cells => cells.Shard == First);
        Assert.Empty(lender.Cells.ToArray());
        Assert.Equal([(0, new CellAddress(Second, 0))], lender.Readers.ToArray());
    }

    [Fact]
    public void Plan_OfASecondUserElsewhere_ReadsTheSameImport()
    {
        GraphNode x = _desk.VariableIn(First);
        _desk.Plan(Second, _desk.Apply("neg", x));
        _desk.Take();
        _desk.Plan(Second, _desk.Apply("sqr", x));
        CellAssignment cells = Assert.Single(_desk.Take());
        Assert.Equal([0], cells.Operands.ToArray());
        Assert.Empty(cells.Readers.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_OfAConstantReadElsewhere_IsCopiedWhereNodesMayMove(bool mayMove)
    {
        var desk = new PlanningDesk(mayMove);
        GraphNode constant = desk.Number(3);
        desk.Plan(First, constant);
        desk.Take();
        desk.Plan(Second, desk.Apply("neg", constant));
        List<CellAssignment> taken = desk.Take();
        Assert.Equal(!mayMove, taken.Single(cells => cells.Shard == Second).Cells[0].Lender.IsTaken);
        Assert.Equal(mayMove ? 1 : 2, taken.Count);
    }

    [Fact]
    public void Plan_OfMoreThanOneAssignmentTakes_FillsSeveralInOrder()
    {
        GraphNode root = _desk.Variable();
        for (int i = 0; i < CellAssignment.Limit; i++) root = _desk.Apply("neg", root);
        Assert.Equal(CellAssignment.Limit, _desk.Plan(First, root).Cell);
        Assert.Equal([CellAssignment.Limit, 1], _desk.Take().Select(cells => cells.Cells.Length));
    }

    [Fact]
    public void Plan_OfADeepFormula_NeedsNoStack()
    {
        GraphNode root = _desk.Variable();
        for (int i = 0; i < 100_000; i++) root = _desk.Apply("neg", root);
        Assert.Equal(100_000, _desk.Plan(First, root).Cell);
    }

    [Fact]
    public void Shards_AfterNodesWereChosenForThem_AreCountedWithoutGaps()
    {
        Assert.Empty(_desk.Planner.Shards);
        _desk.Plan(Second, _desk.Variable());
        Assert.Equal([First, Second], _desk.Planner.Shards);
    }

    private static GraphNode[] Nodes(CellAssignment cells) => [.. cells.Cells.ToArray().Select(cell => cell.Node)];
}
