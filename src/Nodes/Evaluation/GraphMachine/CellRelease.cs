using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What is let go in one turn: cells, of which each shard is told in one message, and nodes that are gone altogether.
/// </summary>
internal sealed class CellRelease
{
    private readonly Dictionary<ShardId, List<int>> _cells = [];
    private readonly List<GraphNode> _gone = [];

    /// <summary>A cell that its shard is to free. Users come before their operands.</summary>
    public void Add(CellAddress address)
    {
        if (!_cells.TryGetValue(address.Shard, out List<int>? cells)) _cells.Add(address.Shard, cells = []);
        cells.Add(address.Cell);
    }

    /// <summary>A node that no shard knows any more: its number is free.</summary>
    public void Add(GraphNode gone) => _gone.Add(gone);

    public void Send(IGraphOutbox outbox)
    {
        foreach ((ShardId shard, List<int> cells) in _cells) outbox.Send(shard, new FreeCells(cells));
        outbox.Recycle(_gone);
    }
}
