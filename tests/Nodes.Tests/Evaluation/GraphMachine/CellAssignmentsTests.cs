using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Shards are handed cells over before anybody asks for them, and it is counted how often.</summary>
public sealed class CellAssignmentsTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 1);
    private readonly Variables _variables = new();
    private readonly CellAssignments _cells;

    public CellAssignmentsTests() => _cells = new CellAssignments(_desk.Outbox, _desk.Planner, _variables);

    [Fact]
    public void Plan_OfANewNode_HandsItsCellOver()
    {
        GraphNode x = _desk.Variable();
        Assert.Equal(First, _cells.Plan(x).Shard);
        AssignCells sent = Assert.Single(_desk.Outbox.Sent<AssignCells>(First));
        Assert.Same(x, Assert.Single(sent.Assignment.Cells.ToArray()).Node);
        Assert.Empty(sent.Values);
    }

    [Fact]
    public void Plan_OfAKnownNode_SendsNothing()
    {
        GraphNode x = _desk.Variable();
        Assert.Equal(_cells.Plan(x), _cells.Plan(x));
        Assert.Single(_desk.Outbox.Sent<AssignCells>());
    }

    /// <summary>The shard of the operand is told who reads it.</summary>
    [Fact]
    public void Plan_OfANodeThatReadsAnotherShards_TellsBoth()
    {
        _cells.Plan(_desk.Neg(_desk.Variable()));
        Assert.Equal([First, Second], _desk.Outbox.Receivers<AssignCells>());
        Assert.Equal(1, _desk.Outbox.Sent<AssignCells>(First).Single().Assignment.Readers.Length);
    }

    [Fact]
    public void Plan_OfAVariableThatHasAValue_SendsItWithALease()
    {
        GraphNode x = _desk.Variable();
        NdArray<double> array = Array();
        _variables.Keep(x, new Value(0, array));
        _cells.Plan(x);
        (int place, Value value) = Assert.Single(_desk.Outbox.Last<AssignCells>().Values);
        Assert.Equal(0, place);
        Assert.Same(array, value.Array);
        Assert.True(array.Block.IsHeldBy(2));
    }

    [Fact]
    public void HasAll_OfAShard_IsSoForTheCountThatWasSent()
    {
        Assert.True(_cells.HasAll(First, 0));
        GraphNode x = _desk.Variable();
        _cells.Plan(x);
        _cells.Plan(_desk.Neg(x));
        Assert.False(_cells.HasAll(First, 1));
        Assert.True(_cells.HasAll(First, 2));
        Assert.False(_cells.HasAll(First, 3));
        Assert.True(_cells.HasAll(Second, 1));
    }

    [Fact]
    public void HasAll_WhereShardsAreNeverLost_CountsNothing()
    {
        _desk.Cells.Plan(_desk.Variable());
        Assert.True(_desk.Cells.HasAll(First, 0));
    }

    [Fact]
    public void HandOver_OfNothing_SendsNothing()
    {
        _cells.HandOver();
        Assert.Empty(_desk.Outbox.Sent<AssignCells>());
    }
}
