using System.Runtime.InteropServices;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// New cells for one run, in the order of their numbers: either a node of its own with its operands' cells, or an
/// import that stands for a node living elsewhere.
/// </summary>
internal sealed class Adoption(RunId run)
{
    /// <summary>How many cells one adoption may bring, so that a long plan is handed over in pieces.</summary>
    public const int Limit = 2048;

    private const int FirstLength = 8;

    private readonly List<AdoptedCell> _cells = new(FirstLength);
    private readonly List<int> _operands = new(FirstLength);

    public RunId Run { get; } = run;

    public bool IsFull => _cells.Count >= Limit;

    public ReadOnlySpan<AdoptedCell> Cells => CollectionsMarshal.AsSpan(_cells);

    /// <summary>The operands' cells of all adopted nodes, one after the other.</summary>
    public ReadOnlySpan<int> Operands => CollectionsMarshal.AsSpan(_operands);

    public void AddNode(GraphNode node) => _cells.Add(new AdoptedCell(node, Seat.None));

    public void AddOperand(int cell) => _operands.Add(cell);

    public void AddImport(GraphNode node, Seat lender) => _cells.Add(new AdoptedCell(node, lender));
}

/// <summary>A node to own; or, with a lender, a node to borrow.</summary>
internal readonly record struct AdoptedCell(GraphNode Node, Seat Lender);
