using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Says what state the nodes of a shard are in, and what the shard holds; nothing runs for it.</summary>
internal static class ShardReports
{
    // An object with its lists, as the runtime lays them out.
    private const int BytesOfExtras = 160;

    /// <summary>Says what state nodes are in.</summary>
    public static void Answer(Inspect inspect, CellTable table, IOutbox outbox)
    {
        var statuses = new NodeStatus[inspect.Cells.Count];
        for (int i = 0; i < statuses.Length; i++)
            statuses[i] = StatusOf(ref table[inspect.Cells[i]], inspect.Revision);
        outbox.Send(ShardId.Clock, new Inspected(inspect.Number, statuses));
    }

    /// <summary>Says what the shard holds.</summary>
    public static void Answer(CountCells count, CellTable table, long evictions, IOutbox outbox)
    {
        long cells = 0, values = 0, extras = 0;
        for (int i = 0; i < table.Count; i++)
        {
            ref Cell cell = ref table[i];
            if (!cell.IsFree) cells++;
            if (cell.Extras is not null) extras++;
            values += cell.Value.Bytes;
            for (PastValue? past = cell.Extras?.PastValues; past is not null; past = past.Earlier)
                values += past.Value.Bytes;
        }

        long bookkeeping = table.Bytes + (extras * BytesOfExtras);
        var counts = new ShardCounts(cells, values, bookkeeping, evictions);
        outbox.Send(ShardId.Clock, new CellsCounted(count.Number, counts));
    }

    private static NodeStatus StatusOf(ref Cell cell, Revision revision)
    {
        bool hasValue = cell.HasValue && !cell.IsWaiting;
        Value value = hasValue ? cell.Value : Value.Of(double.NaN);
        bool isValid = hasValue && value.Fault is null && cell.Span.Covers(revision);
        long bytes = !hasValue ? 0 : value.IsNumber ? sizeof(double) : value.Bytes;
        return new NodeStatus(isValid, hasValue ? value.Shape : null, cell.Runs, cell.Hits, bytes, cell.Evictions);
    }
}
