using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>The graph -> clock: nobody holds these nodes any more; users come before their operands.</summary>
internal sealed class NodesForgotten(IReadOnlyList<GraphNode> nodes) : Message
{
    public IReadOnlyList<GraphNode> Nodes { get; } = nodes;
}

/// <summary>
/// clock -> shard: these cells are not needed any more, users before their operands. Answered by
/// <see cref="CellsFreed"/> as they go.
/// </summary>
internal sealed class FreeCells(IReadOnlyList<int> cells) : Message
{
    public IReadOnlyList<int> Cells { get; } = cells;
}

/// <summary>shard -> clock: these cells are free.</summary>
/// <param name="by">Which shard.</param>
/// <param name="freed">The cells.</param>
/// <param name="unread">Cells for other shards' nodes that nothing here reads any more, with their nodes.</param>
/// <param name="cellAssignments">How many assignments of cells it has had by now.</param>
internal sealed class CellsFreed(
    ShardId by, IReadOnlyList<int> freed, IReadOnlyList<(int Cell, int Node)> unread, int cellAssignments) : Message
{
    public ShardId By { get; } = by;

    public IReadOnlyList<int> Freed { get; } = freed;

    public IReadOnlyList<(int Cell, int Node)> Unread { get; } = unread;

    public int CellAssignments { get; } = cellAssignments;
}

/// <summary>
/// borrower -> operand: this import is going; tell me nothing any more. Answered by <see cref="LoanReturned"/>, after
/// which no message to the import is under way.
/// </summary>
internal sealed class ReturnLoan(CellAddress import, int lenderCell) : Message
{
    public CellAddress Import { get; } = import;

    public int LenderCell { get; } = lenderCell;
}

/// <summary>operand -> borrower: the import is told nothing any more.</summary>
internal sealed class LoanReturned(int cell) : Message
{
    public int Cell { get; } = cell;
}
