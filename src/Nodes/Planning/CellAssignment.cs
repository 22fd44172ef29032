using System.Runtime.InteropServices;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Cells for one shard: new ones, in the order of their numbers, free ones that are used again, and those that change
/// what they stand for. Each is
/// either a node of the shard's own with its operands' cells, or an import that stands for a node living elsewhere.
/// </summary>
internal sealed class CellAssignment(ShardId shard)
{
    /// <summary>How many cells one assignment may bring, so that a long plan is handed over in pieces.</summary>
    public const int Limit = 2048;

    private const int FirstLength = 8;

    private readonly List<AssignedCell> _cells = new(FirstLength);
    private readonly List<int> _operands = new(FirstLength);
    private List<(int Lent, CellAddress Import)>? _readers;

    public ShardId Shard { get; } = shard;

    public bool IsFull => _cells.Count >= Limit || _readers?.Count >= Limit;

    public ReadOnlySpan<AssignedCell> Cells => CollectionsMarshal.AsSpan(_cells);

    /// <summary>The operands' cells of all assigned nodes, one after the other.</summary>
    public ReadOnlySpan<int> Operands => CollectionsMarshal.AsSpan(_operands);

    /// <summary>Cells of the shard that are read elsewhere from now on, with the imports that read them.</summary>
    public ReadOnlySpan<(int Lent, CellAddress Import)> Readers => CollectionsMarshal.AsSpan(_readers);

    public void AddReader(int cell, CellAddress import) => (_readers ??= []).Add((cell, import));

    public void AddOperand(int cell) => _operands.Add(cell);

    public void Add(AssignedCell cell) => _cells.Add(cell);
}

/// <summary>A node to own; or, with a lender, a node to borrow.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lender">Where it lives, when that is elsewhere.</param>
/// <param name="Cell">A cell that is free, or that has stood for it until now; -1 for a new one.</param>
internal readonly record struct AssignedCell(GraphNode Node, CellAddress Lender, int Cell = AssignedCell.New)
{
    public const int New = -1;
}
