using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Reports say what is there, and nothing runs or changes for them.</summary>
public sealed class ShardReportsTests
{
    private readonly ShardParts _parts = new();

    /// <summary>A number, an array, a fault, what was dropped, what ended, and what was never computed.</summary>
    [Fact]
    public void Answer_OfCellsInAllStates_SaysHowEachIs()
    {
        int number = _parts.AddVariable(5), array = _parts.AddVariable(ArrayOf(1, 2, 3));
        int fault = _parts.AddVariable(1), dropped = _parts.AddVariable(ArrayOf(1)), ended = _parts.AddVariable(5);
        _parts[fault].Hold(Value.Of(Faults.Unassigned(_parts[fault].Node)), RevisionSpan.Always, isNew: true);
        _parts[dropped].Evict();
        _parts[ended].CutBefore(At(2));
        NodeStatus[] statuses = [.. Inspect(number, array, fault, dropped, ended, _parts.Add("neg", number))];
        Assert.Equal([true, true, false, false, false, false], statuses.Select(status => status.IsValid));
        Assert.Equal([8L, 24, 0, 0, 8, 0], statuses.Select(status => status.BytesHeld));
        Assert.Equal(
            ["[]", "[3]", null, null, "[]", null], statuses.Select(status => status.Shape?.ToString()));
        Assert.Equal(1, statuses[3].Evictions);
        Assert.Equal(NodeStatus.Asleep, statuses[5]);
    }

    [Fact]
    public void Answer_OfWhatRanAndWaits_CountsRunsAndShowsNoValue()
    {
        int x = _parts.AddVariable(ArrayOf(1, 2)), cell = _parts.Add("neg", x), lent = _parts.AddImport();
        _parts.Ask(_parts.Add("add", cell, lent), 1);
        Assert.True(_parts[cell].IsWaiting);
        for (int i = 0; i < 2; i++)
            Assert.Equal(new NodeStatus(false, null, 1, 0, 0, 0), Assert.Single(Inspect(cell)));
        Assert.True(_parts[cell].IsWaiting);
    }

    /// <summary>Free cells are no cells, but take their room; earlier values count as the newest do.</summary>
    [Fact]
    public void Answer_HowMuchThereIs_CountsCellsValuesAndBookkeeping()
    {
        long empty = Count().BookkeepingBytes;
        int x = _parts.AddVariable(ArrayOf(1, 2)), user = _parts.Add("neg", x);
        ShardCounts before = Count();
        Assert.Equal((2L, 16L, 3L), (before.Cells, before.ValueBytes, before.Evictions));
        _parts.Assign(x, 2, new Value(0, ArrayOf(1, 2, 3)));
        ShardCounts after = Count();
        Assert.Equal(40, after.ValueBytes);
        Assert.True(empty < before.BookkeepingBytes && before.BookkeepingBytes < after.BookkeepingBytes);
        _parts.Freeing.Take(new FreeCells([user]));
        Assert.Equal((1L, after.BookkeepingBytes), (Count().Cells, Count().BookkeepingBytes));
    }

    private IReadOnlyList<NodeStatus> Inspect(params int[] cells)
    {
        ShardReports.Answer(new Inspect(number: 12, At(3), cells), _parts.Table, _parts);
        Inspected inspected = _parts.Take<Inspected>();
        Assert.Equal(12, inspected.Number);
        return inspected.Statuses;
    }

    private ShardCounts Count()
    {
        ShardReports.Answer(new CountCells(number: 13), _parts.Table, evictions: 3, _parts);
        CellsCounted counted = _parts.Take<CellsCounted>();
        Assert.Equal(13, counted.Number);
        return counted.Counts;
    }
}
