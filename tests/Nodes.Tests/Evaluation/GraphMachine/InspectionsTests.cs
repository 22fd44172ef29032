using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Each shard is asked once for all its nodes, and what it says goes where those nodes stood.</summary>
public sealed class InspectionsTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 2);
    private readonly Inspections _inspections;

    public InspectionsTests()
    {
        _inspections = new Inspections(_desk.Outbox, _desk.Planner, _desk.Revisions);
        _desk.Outbox.Members.Add("a", First);
        _desk.Outbox.Members.Add("b", Second);
    }

    private Inspect[] Asked => [.. _desk.Outbox.Sent<Inspect>()];

    [Fact]
    public void Begin_OfNodesThatLiveNowhere_IsDoneAtOnce()
    {
        Inspection inspection = Begin(_desk.Variable());
        Assert.True(inspection.IsCompleted);
        Assert.Equal(default, Assert.Single(inspection.Statuses));
        Assert.Empty(Asked);
    }

    [Fact]
    public void Take_OfTwoShards_PutsEachStatusWhereItsNodeStood()
    {
        GraphNode[] nodes = [_desk.PlacedVariable(), _desk.PlacedVariable(), _desk.PlacedVariable()];
        _desk.Revisions.Publish(new Revision(3));
        Inspection inspection = Begin(nodes[2], nodes[0], _desk.Variable(), nodes[1]);
        Assert.Equal([Second, First], _desk.Outbox.Receivers<Inspect>());
        Assert.All(Asked, inspect => Assert.Equal(new Revision(3), inspect.Revision));
        Assert.Equal([0, 1], Asked[1].Cells);
        Answer(Asked[1], 1, 2);
        Assert.False(inspection.IsCompleted);
        Answer(Asked[0], 3);
        Assert.True(inspection is { IsCompleted: true, Error: null });
        Assert.Equal([3, 1, 0, 2], inspection.Statuses.Select(status => status.Runs));
        Assert.Equal(["b", "a", null, "a"], inspection.Statuses.Select(status => status.Member));
    }

    [Fact]
    public void Take_OfTwoInspections_TellsThemApart()
    {
        GraphNode x = _desk.PlacedVariable();
        Inspection one = Begin(x), other = Begin(x);
        Answer(Asked[1], 7);
        Assert.False(one.IsCompleted);
        Assert.Equal(7, other.Statuses[0].Runs);
    }

    [Fact]
    public void Take_ForTheSecondTime_DoesNotCount()
    {
        Inspection inspection = Begin(_desk.PlacedVariable(), _desk.PlacedVariable(), _desk.PlacedVariable());
        Answer(Asked[0], 1, 2);
        Answer(Asked[0], 8, 9);
        Assert.False(inspection.IsCompleted);
        Assert.Equal([1, 2, 0], inspection.Statuses.Select(status => status.Runs));
    }

    [Fact]
    public void Begin_AfterItWasTakenBack_AsksAllAnew()
    {
        Inspection inspection = Begin(_desk.PlacedVariable(), _desk.PlacedVariable(), _desk.PlacedVariable());
        Answer(Asked[0], 1, 2);
        Assert.Equal([inspection], _inspections.TakeBack());
        Assert.Empty(_inspections.TakeBack());
        Answer(Asked[1], 3); // void
        _inspections.Begin(inspection);
        Answer(Asked[2], 4, 5);
        Assert.False(inspection.IsCompleted);
        Answer(Asked[3], 6);
        Assert.Equal([4, 5, 6], inspection.Statuses.Select(status => status.Runs));
    }

    [Fact]
    public void Fail_WithTwoShardsOfOne_TellsItOnce()
    {
        Inspection inspection = Begin(_desk.PlacedVariable(), _desk.PlacedVariable(), _desk.PlacedVariable());
        var cause = new InvalidOperationException("a law");
        _inspections.Fail(cause);
        Assert.Same(cause, inspection.Error);
        Answer(Asked[0], 1, 2); // nobody waits for it
    }

    private Inspection Begin(params GraphNode[] nodes)
    {
        var inspection = new Inspection(nodes);
        _inspections.Begin(inspection);
        return inspection;
    }

    private void Answer(Inspect inspect, params long[] runs) => _inspections.Take(new Inspected(
        inspect.Number, [.. runs.Select(count => new NodeStatus(true, null, count, 0, 0, 0))]));
}
