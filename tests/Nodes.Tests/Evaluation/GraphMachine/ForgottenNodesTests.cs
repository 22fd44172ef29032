using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Cells of forgotten nodes go some at a time, in order, and not while an era begins.</summary>
public sealed class ForgottenNodesTests
{
    private readonly PartsDesk _desk = new();
    private readonly Variables _variables = new();
    private readonly ForgottenNodes _forgotten;

    public ForgottenNodesTests()
    {
        var leaving = new LeavingCells(_desk.Outbox, _desk.Era, _desk.Planner);
        _forgotten = new ForgottenNodes(_desk.Outbox, _desk.Era, leaving, _variables);
    }

    [Fact]
    public void Add_OfAFew_LetsTheirCellsGoInOrder()
    {
        GraphNode x = _desk.PlacedVariable(), y = _desk.PlacedVariable();
        _forgotten.Add([y, x]);
        Assert.Equal([1, 0], Assert.Single(_desk.Outbox.Sent<FreeCells>()).Cells);
        Assert.Empty(_desk.Outbox.Sent<Continue>());
        Assert.Equal(2, _forgotten.Count);
    }

    [Fact]
    public void Add_OfAVariable_ForgetsItsValue()
    {
        GraphNode x = _desk.Variable();
        NdArray<double> array = Array();
        array.Retain();
        _variables.Keep(x, new Value(0, array));
        _forgotten.Add([x]);
        Assert.Null(_variables.ShapeOf(x));
        Assert.True(array.Block.IsHeldBy(1));
    }

    [Fact]
    public void GoOn_AfterVeryMany_LetsTheRestGo()
    {
        _forgotten.Add(Placed((2 * ForgottenNodes.AtATime) + 1));
        Assert.Equal(ForgottenNodes.AtATime, Freed());
        Assert.Equal([ShardId.Clock], _desk.Outbox.Receivers<Continue>());
        _forgotten.GoOn();
        Assert.Equal(2 * ForgottenNodes.AtATime, Freed());
        _forgotten.GoOn();
        Assert.Equal((2 * ForgottenNodes.AtATime) + 1, Freed());
        Assert.Equal(2, _desk.Outbox.Sent<Continue>().Count());
    }

    /// <summary>Whoever adds more has some let go, and no second turn is asked for while one is to come.</summary>
    [Fact]
    public void Add_WhileATurnIsToCome_AsksForNoOther()
    {
        _forgotten.Add(Placed(3 * ForgottenNodes.AtATime));
        _forgotten.Add(Placed(1));
        Assert.Equal(2 * ForgottenNodes.AtATime, Freed());
        Assert.Single(_desk.Outbox.Sent<Continue>());
    }

    [Fact]
    public void Add_WhileAnEraBegins_WaitsUntilItHas()
    {
        _desk.Era.IsSteady = false;
        _forgotten.Add(Placed(2));
        _forgotten.GoOn();
        Assert.Equal((0, 2), (Freed(), _forgotten.Count));
        _desk.Era.IsSteady = true;
        _forgotten.LetGo();
        Assert.Equal(2, Freed());
        _forgotten.LetGo();
        Assert.Equal(2, Freed());
    }

    private GraphNode[] Placed(int count) => [.. Enumerable.Range(0, count).Select(_ => _desk.PlacedVariable())];

    private int Freed() => _desk.Outbox.Sent<FreeCells>().Sum(free => free.Cells.Count);
}
