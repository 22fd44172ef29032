using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>Places of nodes that leave are free when nobody needs them, and not before.</summary>
public sealed class PlannerLeavingTests : IShardPolicy
{
    private static readonly ShardId First = new(0), Second = new(1), Third = new(2);

    private readonly Graph _graph = new();
    private readonly List<CellAssignment> _assigned = [];
    private readonly Planner _planner;
    private ShardId _next;

    public PlannerLeavingTests() => _planner = new Planner(this, _assigned.Add);

    bool IShardPolicy.MayMove => true;

    [Fact]
    public void Leave_OfAPlacedNode_SaysOnceWhereItWas()
    {
        GraphNode x = Variable();
        CellAddress address = Plan(First, x);
        Assert.Equal(address, _planner.Leave(x));
        Assert.False(_planner.Leave(x).IsTaken);
    }

    [Fact]
    public void Plan_BetweenLeaveAndFree_TakesANewCell()
    {
        GraphNode x = Variable();
        CellAddress before = Plan(First, x);
        _planner.Leave(x);
        Assert.NotEqual(before, Plan(First, Variable()));
        _planner.Free(before);
        Assert.Equal(before, Plan(First, Variable()));
        Assert.NotEqual(before, Plan(First, Variable()));
    }

    [Fact]
    public void DropCopies_OfAConstant_SaysEachCopyOnceAndNotItsOwnPlace()
    {
        GraphNode constant = _graph.Constant(ElementType.Float64, 3);
        CellAddress own = Plan(First, constant);
        foreach (ShardId shard in (ShardId[])[Second, Third])
            Plan(shard, Apply("add", constant, PlacedVariable(shard)));
        CellAddress[] copies = [.. _planner.DropCopies(constant)];
        Assert.Equal([Second, Third], copies.Select(copy => copy.Shard));
        Assert.DoesNotContain(own, copies);
        Assert.Empty(_planner.DropCopies(constant));
    }

    [Fact]
    public void DropCopies_OfAVariable_LeavesItsImportsToTheShardsThatReadThem()
    {
        GraphNode x = Variable();
        Plan(First, x);
        Plan(Second, Apply("neg", x));
        Assert.Empty(_planner.DropCopies(x));
    }

    /// <summary>The shard said so before it was told of another that reads it.</summary>
    [Fact]
    public void TryDropGuest_OfWhatIsReadAgain_LeavesIt()
    {
        GraphNode x = Variable();
        Plan(First, x);
        Plan(Second, Apply("neg", x));
        CellAddress import = new(Second, 0);
        Plan(Second, Apply("sqr", x));
        Assert.False(_planner.TryDropGuest(import, x.Id, assignments: 1));
        Assert.True(_planner.TryDropGuest(import, x.Id, assignments: 2));
        Assert.False(_planner.TryDropGuest(import, x.Id, assignments: 2));
    }

    [Fact]
    public void TryDropGuest_OfACellThatStandsForAnother_LeavesIt()
    {
        GraphNode x = Variable();
        Plan(First, x);
        Plan(Second, Apply("neg", x));
        Assert.False(_planner.TryDropGuest(new CellAddress(Second, 7), x.Id, assignments: 9));
        Assert.False(_planner.TryDropGuest(new CellAddress(Second, 0), x.Id + 1, assignments: 9));
    }

    /// <summary>The import is going, so that it cannot be read again: there is a new one, of which the lender hears.
    /// </summary>
    [Fact]
    public void Plan_OfAReaderAfterTheImportWasDropped_HasANewOne()
    {
        GraphNode x = Variable();
        Plan(First, x);
        Plan(Second, Apply("neg", x));
        Assert.True(_planner.TryDropGuest(new CellAddress(Second, 0), x.Id, assignments: 1));
        _assigned.Clear();
        Plan(Second, Apply("sqr", x));
        CellAddress import = Assert.Single(_assigned.Single(cells => cells.Shard == First).Readers.ToArray()).Import;
        Assert.Equal(new CellAddress(Second, 2), import);
    }

    [Fact]
    public void Free_OfACellOfAShardThatIsGone_DoesNothing()
    {
        GraphNode x = Variable();
        CellAddress address = Plan(First, x);
        _graph.Release(x);
        _planner.Leave(x);
        _planner.KeepOnly(new HashSet<ShardId> { Second });
        _planner.Free(address);
        Assert.False(_planner.Addresses[x].IsTaken);
    }

    ShardId IShardPolicy.Choose(GraphNode node, CellAddresses addresses) => _next;

    private CellAddress Plan(ShardId at, GraphNode node)
    {
        _next = at;
        return _planner.Plan(node);
    }

    private GraphNode PlacedVariable(ShardId at)
    {
        GraphNode variable = Variable();
        Plan(at, variable);
        return variable;
    }

    private GraphNode Variable() => _graph.Variable(ElementType.Float64, null, null);

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
