using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Nodes move together while an era is entered, and whoever asked is told when they have.</summary>
public sealed class RelocationsTests
{
    private readonly PartsDesk _desk = new(mayMove: true);
    private readonly Relocations _relocations;

    public RelocationsTests()
    {
        _relocations = new Relocations(_desk.Outbox, _desk.Planner, hasMembers: true);
        _desk.Outbox.Members.Add("b", Second);
    }

    [Fact]
    public void TryBegin_WithoutMembers_IsRefused()
    {
        var relocations = new Relocations(_desk.Outbox, _desk.Planner, hasMembers: false);
        Relocation relocation = To("b", _desk.Variable());
        Assert.False(relocations.TryBegin(relocation));
        Assert.Contains("an embedded engine has no members", relocation.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryBegin_ToAPlaceThatIsNotThere_IsRefused()
    {
        Relocation relocation = To("c", _desk.Variable());
        Assert.False(_relocations.TryBegin(relocation));
        Assert.Contains("no member that is up", relocation.Error!.Message, StringComparison.Ordinal);
        _relocations.Complete(); // it is not among them
    }

    [Fact]
    public void Move_OfNodes_HasThemLiveThere()
    {
        GraphNode placed = _desk.PlacedVariable(), unplaced = _desk.Variable();
        Relocation relocation = To("b", placed, unplaced);
        Assert.True(_relocations.TryBegin(relocation));
        Assert.Equal(First, _desk.Planner.Addresses[placed].Shard);
        _relocations.Move();
        Assert.Equal(Second, _desk.Planner.Addresses[placed].Shard);
        Assert.Equal(Second, _desk.Planner.Addresses[unplaced].Shard);
        Assert.False(relocation.IsCompleted);
        _relocations.Complete();
        Assert.True(relocation is { IsCompleted: true, Error: null });
    }

    /// <summary>An era that begins before the nodes' shards have them moves them again: they are there.</summary>
    [Fact]
    public void Move_ForTheSecondTime_ChangesNothing()
    {
        GraphNode x = _desk.PlacedVariable();
        _relocations.TryBegin(To("b", x));
        _relocations.Move();
        var before = _desk.Planner.Addresses[x];
        _relocations.Move();
        Assert.Equal(before, _desk.Planner.Addresses[x]);
    }

    [Fact]
    public void Move_OfAForgottenNode_LeavesItAlone()
    {
        GraphNode x = _desk.Variable();
        _relocations.TryBegin(To("b", x));
        _desk.Graph.Release(x);
        _relocations.Move();
        Assert.False(_desk.Planner.Addresses[x].IsTaken);
    }

    [Fact]
    public void Move_WhenThePlaceIsGone_LeavesNodesWhereTheyAre()
    {
        GraphNode x = _desk.PlacedVariable();
        _relocations.TryBegin(To("b", x));
        _desk.Outbox.Members.Remove("b");
        _relocations.Move();
        Assert.Equal(First, _desk.Planner.Addresses[x].Shard);
    }

    [Fact]
    public void Complete_ForTheSecondTime_TellsNobody()
    {
        Relocation one = To("b", _desk.Variable()), other = To("b", _desk.Variable());
        _relocations.TryBegin(one);
        _relocations.Complete();
        _relocations.TryBegin(other);
        _relocations.Complete();
        Assert.True(one.IsCompleted && other.IsCompleted);
    }

    [Fact]
    public void Fail_WhileSeveralAreUnderWay_TellsAll()
    {
        Relocation one = To("b", _desk.Variable()), other = To("b", _desk.Variable());
        _relocations.TryBegin(one);
        _relocations.TryBegin(other);
        var cause = new InvalidOperationException("a law");
        _relocations.Fail(cause);
        Assert.All([one, other], relocation => Assert.Same(cause, relocation.Error));
        _relocations.Complete(); // nobody is left
    }

    private static Relocation To(string member, params GraphNode[] nodes) => new(nodes, PlaceRequest.On(member));
}
