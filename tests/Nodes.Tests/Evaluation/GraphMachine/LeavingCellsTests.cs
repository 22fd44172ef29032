using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A cell, and the number of its node, are given again when its shard has said that it is free.</summary>
public sealed class LeavingCellsTests
{
    private readonly PartsDesk _desk = new();
    private readonly LeavingCells _leaving;

    public LeavingCellsTests() => _leaving = new LeavingCells(_desk.Outbox, _desk.Era, _desk.Planner);

    [Fact]
    public void Leave_OfANodeThatLivesNowhere_GivesItsNumberBack()
    {
        GraphNode x = _desk.Variable();
        Leave(_desk, _leaving, x);
        Assert.Equal([x], _desk.Outbox.Recycled);
        Assert.Equal(0, _leaving.Count);
    }

    [Fact]
    public void Free_OfACellOnItsWayOut_GivesTheNumberAndTheCellBack()
    {
        GraphNode x = _desk.ForgottenVariable();
        Leave(_desk, _leaving, x);
        Assert.Equal([0], Assert.Single(_desk.Outbox.Sent<FreeCells>(First)).Cells);
        Assert.Empty(_desk.Outbox.Recycled);
        Assert.Equal(1, _desk.Planner.Plan(_desk.Variable()).Cell);
        Free(_leaving, First, 0);
        Assert.Equal([x], _desk.Outbox.Recycled);
        Assert.Equal(0, _desk.Planner.Plan(_desk.Variable()).Cell);
    }

    [Fact]
    public void Free_ForTheSecondTime_ChangesNothing()
    {
        Leave(_desk, _leaving, _desk.ForgottenVariable());
        Free(_leaving, First, 0);
        Free(_leaving, First, 0);
        Assert.Single(_desk.Outbox.Recycled);
        Assert.Equal([0, 1], [_desk.Planner.Plan(_desk.Variable()).Cell, _desk.Planner.Plan(_desk.Variable()).Cell]);
    }

    [Fact]
    public void Leave_OfANodeWhoseShardIsLost_GivesItsNumberBackAtOnce()
    {
        _desk.Era.Lost.Add(First);
        GraphNode x = _desk.ForgottenVariable();
        Leave(_desk, _leaving, x);
        Assert.Equal([x], _desk.Outbox.Recycled);
        Assert.Empty(_desk.Outbox.Sent<FreeCells>());
    }

    [Fact]
    public void Free_WithAnImportThatNothingReads_HasThatLetGo()
    {
        (PartsDesk desk, LeavingCells leaving, GraphNode x, GraphNode user) = MakeAcrossShards();
        int own = desk.Planner.Addresses[user].Cell, import = 1 - own;
        Leave(desk, leaving, user);
        leaving.Free(new CellsFreed(Second, [own], [(import, x.Id)], 1));
        Assert.Equal([[own], [import]], desk.Outbox.Sent<FreeCells>(Second).Select(free => free.Cells));
        Assert.Equal([user], desk.Outbox.Recycled);
        Free(leaving, Second, import);
        Assert.Equal([user], desk.Outbox.Recycled);
        Assert.Equal(0, leaving.Count);
    }

    /// <summary>The shard has not had all its cells yet: what comes may read the import again.</summary>
    [Fact]
    public void Free_WithAnImportThatMayBeReadAgain_LeavesIt()
    {
        (PartsDesk desk, LeavingCells leaving, GraphNode x, GraphNode user) = MakeAcrossShards();
        int own = desk.Planner.Addresses[user].Cell;
        Leave(desk, leaving, user);
        leaving.Free(new CellsFreed(Second, [own], [(1 - own, x.Id)], 0));
        Assert.Single(desk.Outbox.Sent<FreeCells>(Second));
    }

    /// <summary>Where nodes may move, every shard that reads a constant has a copy of it, and nobody tells of that.
    /// </summary>
    [Fact]
    public void Leave_OfAConstant_HasItsCopiesLetGo()
    {
        var desk = new PartsDesk(mayMove: true);
        var leaving = new LeavingCells(desk.Outbox, desk.Era, desk.Planner);
        GraphNode constant = desk.Graph.Constant(ElementType.Float64, 3), user = desk.Neg(constant);
        desk.Cells.Plan(user);
        desk.Planner.Move(user, Second);
        CellAddress own = desk.Planner.Addresses[constant];
        Leave(desk, leaving, constant);
        Assert.Equal([Second, First], desk.Outbox.Receivers<FreeCells>());
        Assert.Equal(2, leaving.Count);
        Free(leaving, First, own.Cell);
        Assert.Equal([constant], desk.Outbox.Recycled);
    }

    [Fact]
    public void TellAnew_InANewEra_TellsThoseWhoAreThereAndForgetsTheOthers()
    {
        (PartsDesk desk, LeavingCells leaving, GraphNode x, GraphNode user) = MakeAcrossShards();
        int own = desk.Planner.Addresses[user].Cell;
        Leave(desk, leaving, user, x);
        desk.Era.Lost.Add(First);
        leaving.TellAnew();
        Assert.Equal([x], desk.Outbox.Recycled);
        Assert.Equal([Second, First, Second], desk.Outbox.Receivers<FreeCells>());
        Assert.Equal([own], desk.Outbox.Last<FreeCells>().Cells);
        Assert.Equal(1, leaving.Count);
    }

    /// <summary>A variable in one shard, and who reads it in another.</summary>
    private static (PartsDesk Desk, LeavingCells Leaving, GraphNode Variable, GraphNode User) MakeAcrossShards()
    {
        var desk = new PartsDesk(nodesInShard: 1);
        GraphNode x = desk.Variable(), user = desk.Neg(x);
        desk.Cells.Plan(user);
        return (desk, new LeavingCells(desk.Outbox, desk.Era, desk.Planner), x, user);
    }

    private static void Leave(PartsDesk desk, LeavingCells leaving, params GraphNode[] nodes)
    {
        var release = new CellRelease();
        foreach (GraphNode node in nodes) leaving.Leave(node, release);
        release.Send(desk.Outbox);
    }

    private static void Free(LeavingCells leaving, ShardId shard, int cell) =>
        leaving.Free(new CellsFreed(shard, [cell], [], 0));
}
