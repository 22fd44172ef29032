using System.Runtime.InteropServices;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Cells for one run: new ones, in the order of their numbers, and those that change what they stand for. Each is
/// either a node of the run's own with its operands' cells, or an import that stands for a node living elsewhere.
/// </summary>
internal sealed class Adoption(RunId run)
{
    /// <summary>How many cells one adoption may bring, so that a long plan is handed over in pieces.</summary>
    public const int Limit = 2048;

    private const int FirstLength = 8;

    private readonly List<AdoptedCell> _cells = new(FirstLength);
    private readonly List<int> _operands = new(FirstLength);
    private List<int>? _readers;

    public RunId Run { get; } = run;

    public bool IsFull => _cells.Count >= Limit || _readers?.Count >= Limit;

    public ReadOnlySpan<AdoptedCell> Cells => CollectionsMarshal.AsSpan(_cells);

    /// <summary>The operands' cells of all adopted nodes, one after the other.</summary>
    public ReadOnlySpan<int> Operands => CollectionsMarshal.AsSpan(_operands);

    /// <summary>Cells of the run that are read elsewhere from now on, once for each import.</summary>
    public ReadOnlySpan<int> Readers => CollectionsMarshal.AsSpan(_readers);

    public void AddReader(int cell) => (_readers ??= []).Add(cell);

    public void AddNode(GraphNode node) => _cells.Add(new AdoptedCell(node, Seat.None));

    public void AddOperand(int cell) => _operands.Add(cell);

    public void AddImport(GraphNode node, Seat lender) => _cells.Add(new AdoptedCell(node, lender));

    public void Add(AdoptedCell cell) => _cells.Add(cell);
}

/// <summary>A node to own; or, with a lender, a node to borrow.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lender">Where it lives, when that is elsewhere.</param>
/// <param name="Cell">The cell that has stood for it until now; -1 for a new one.</param>
internal readonly record struct AdoptedCell(GraphNode Node, Seat Lender, int Cell = AdoptedCell.New)
{
    public const int New = -1;
}
