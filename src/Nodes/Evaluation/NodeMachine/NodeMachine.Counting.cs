using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What the shard holds.</summary>
internal sealed partial class NodeMachine
{
    // An object with its lists, as the runtime lays them out.
    private const int BytesOfExtras = 160;

    private long _evictions;

    private void On(CountCells count)
    {
        long cells = 0, values = 0, extras = 0;
        for (int i = 0; i < _cells.Count; i++)
        {
            ref Cell cell = ref _cells[i];
            if (!cell.IsFree) cells++;
            if (cell.Extras is not null) extras++;
            values += cell.Value.Bytes;
            for (PastValue? past = cell.Extras?.PastValues; past is not null; past = past.Earlier)
                values += past.Value.Bytes;
        }

        long bookkeeping = ((long)_cells.Count * Unsafe.SizeOf<Cell>()) + ((long)_edges.Count * Unsafe.SizeOf<Edge>())
            + (extras * BytesOfExtras);
        _outbox.Send(ShardId.Clock, new CellsCounted(
            count.Number, new ShardCounts(cells, values, bookkeeping, _evictions)));
    }
}
