using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Each shard is told of all its cells at once, in the order in which they were let go.</summary>
public sealed class CellReleaseTests
{
    private readonly PartsDesk _desk = new();
    private readonly CellRelease _release = new();

    [Fact]
    public void Send_OfCellsInTwoShards_TellsEachOnce()
    {
        foreach ((ShardId shard, int cell) in new[] { (Second, 7), (First, 3), (Second, 5) })
            _release.Add(new CellAddress(shard, cell));
        _release.Send(_desk.Outbox);
        Assert.Equal([Second, First], _desk.Outbox.Receivers<FreeCells>());
        Assert.Equal([[7, 5], [3]], _desk.Outbox.Sent<FreeCells>().Select(free => free.Cells));
    }

    [Fact]
    public void Send_OfNodesThatAreGone_GivesTheirNumbersBack()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        _release.Add(y);
        _release.Add(x);
        _release.Send(_desk.Outbox);
        Assert.Equal([y, x], _desk.Outbox.Recycled);
        Assert.Empty(_desk.Outbox.Sent<FreeCells>());
    }
}
