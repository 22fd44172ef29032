using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The clock has cells let go, and gives a node's number back when its cell is free.</summary>
public sealed class ForgettingTests
{
    private static readonly ShardId First = new(0), Second = new(1);

    [Fact]
    public void NodesForgotten_OfAPlacedNode_GivesItsNumberBackWhenItsCellIsFree()
    {
        GraphStage stage = Make();
        GraphNode x = stage.Variable();
        stage.Assign(x, 1);
        stage.Graph.Release(x);
        Assert.Equal([0], Assert.Single(stage.Sent<FreeCells>(First)).Cells);
        Assert.Empty(stage.Recycled);
        stage.Tell(new CellsFreed(First, [0], [], 1));
        stage.Tell(new CellsFreed(First, [0], [], 1)); // once more, of an era before
        Assert.Equal([x], stage.Recycled);
    }

    [Fact]
    public void NodesForgotten_OfANodeThatNobodyAskedFor_GivesItsNumberBackAtOnce()
    {
        GraphStage stage = Make();
        GraphNode x = stage.Variable();
        stage.Graph.Release(x);
        Assert.Empty(stage.Sent<FreeCells>());
        Assert.Equal([x], stage.Recycled);
    }

    [Fact]
    public void Assign_AfterANodeWasForgotten_TakesItsCellOnlyWhenThatIsFree()
    {
        GraphStage stage = Make();
        GraphNode x = stage.Variable();
        stage.Assign(x, 1);
        stage.Tell(new Assigned());
        stage.Graph.Release(x);
        Assert.Equal(1, CellOfNext(stage));
        stage.Tell(new CellsFreed(First, [0], [], 2));
        Assert.Equal(0, CellOfNext(stage));
        Assert.Equal(2, CellOfNext(stage));
    }

    [Fact]
    public void CellsFreed_WithAnImportThatNothingReads_HasThatLetGo()
    {
        GraphStage stage = Make(nodesInShard: 1);
        GraphNode x = stage.Variable(), user = stage.Neg(x);
        stage.Evaluate(user);
        stage.Answer(stage.Last<Eval>(), 1);
        stage.Graph.Release(user);
        int own = Assert.Single(stage.Last<FreeCells>().Cells);
        stage.Tell(new CellsFreed(Second, [own], [(1 - own, x.Id)], 1));
        Assert.Equal([[own], [1 - own]], stage.Sent<FreeCells>(Second).Select(free => free.Cells));
        stage.Tell(new CellsFreed(Second, [1 - own], [], 1));
        Assert.Equal([user], stage.Recycled);
    }

    /// <summary>Until everybody has entered an era, nobody is told anything else.</summary>
    [Fact]
    public void NodesForgotten_WhileAnEraIsEntered_IsTakenUpAfterwards()
    {
        GraphStage stage = Make(mayMove: true);
        stage.EnterEra(First);
        GraphNode x = stage.Variable();
        stage.Assign(x, 1);
        stage.Tell(new Assigned());
        stage.Tell(new BeginEra(new EraPlan(default, [First])));
        stage.Graph.Release(x);
        Assert.Empty(stage.Sent<FreeCells>());
        for (int part = 0; part < 2; part++) stage.Enter(First);
        Assert.Equal([0], Assert.Single(stage.Sent<FreeCells>(First)).Cells);
    }

    [Fact]
    public void BeginEra_WhileACellIsOnItsWayOut_TellsItsShardOnceMore()
    {
        GraphStage stage = MakeWithANodeOnItsWayOut(out _);
        stage.EnterEra(First);
        Assert.Equal([[0], [0]], stage.Sent<FreeCells>(First).Select(free => free.Cells));
        Assert.Empty(stage.Recycled);
    }

    /// <summary>The cell went with its shard: nobody will say that it is free.</summary>
    [Fact]
    public void BeginEra_WithoutTheShardOfACellOnItsWayOut_GivesTheNumberBack()
    {
        GraphStage stage = MakeWithANodeOnItsWayOut(out GraphNode x);
        stage.EnterEra(Second);
        Assert.Equal([x], stage.Recycled);
        Assert.Empty(stage.Sent<AssignCells>(Second));
    }

    private static GraphStage Make(int nodesInShard = int.MaxValue, bool mayMove = false)
    {
        var stage = new GraphStage(nodesInShard, mayMove);
        stage.Graph.WhenForgotten = nodes => stage.Tell(new NodesForgotten(nodes));
        return stage;
    }

    /// <summary>The first shard was told to let the cell of a variable go, and has not answered.</summary>
    private static GraphStage MakeWithANodeOnItsWayOut(out GraphNode variable)
    {
        GraphStage stage = Make(mayMove: true);
        stage.EnterEra(First);
        variable = stage.Variable();
        stage.Assign(variable, 1);
        stage.Tell(new Assigned());
        stage.Graph.Release(variable);
        return stage;
    }

    private static int CellOfNext(GraphStage stage)
    {
        stage.Assign(stage.Variable(), 1);
        stage.Tell(new Assigned());
        return stage.Last<Assign>().Values[0].Cell;
    }
}
