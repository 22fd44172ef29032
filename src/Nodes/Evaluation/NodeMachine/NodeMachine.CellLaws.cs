#if LAWS
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The laws of cells. They hold whenever no message is being handled. After each message some cells are looked at: all
/// of a small shard, the next ones of a large one.
/// </summary>
internal sealed partial class NodeMachine
{
    private const int CheckedAtATime = 128;

    partial void CheckCells()
    {
        for (int left = Math.Min(CheckedAtATime, _cells.Count); left > 0; left--)
        {
            if (_nextChecked >= _cells.Count) _nextChecked = 0;
            CheckCell(_nextChecked++);
        }
    }

    /// <summary>
    /// What this shard borrows of others is what they lend, and they know of it. Holds when no message is on its way.
    /// </summary>
    internal void CheckImports(Func<ShardId, NodeMachine> find)
    {
        for (int i = 0; i < _cells.Count; i++)
        {
            ref Cell cell = ref _cells[i];
            if (!cell.IsImport || !cell.Span.IsOpen) continue;
            CellExtras extras = cell.Extras!;
            NodeMachine lender = find(extras.Lender.Shard);
            ref Cell lent = ref lender._cells[extras.Lender.Cell];
            Invariant.Holds(lent.Span.IsOpen, "what is borrowed until something changes holds where it lives");
            Invariant.Holds(lent.Extras?.HasLent(new CellAddress(_id, i)) is true, "who lends knows who borrowed");
            Invariant.Holds(cell.Version == extras.AsKnownHere(lent.Version), "a borrower has the lender's version");
        }
    }

    private void CheckCell(int index)
    {
        ref Cell cell = ref _cells[index];
        if (cell.IsFree) return;
        CheckValue(ref cell);
        CheckLoans(index, ref cell);
        if (!cell.IsSource && !cell.IsImport && cell.Span.IsOpen) CheckOperands(ref cell);
        if (cell.Extras is { } extras) CheckExtras(index, ref cell, extras);
    }

    static partial void CheckLeaves(ref Cell cell)
    {
        bool mayGo = cell.IsLeaving && cell.Users == 0;
        Invariant.Holds(mayGo, "a cell goes when its node was forgotten and nobody reads it");
        Invariant.Holds(cell.FirstLoan == Edge.NoMore, "who goes has lent nothing");
        Invariant.Holds(cell.Extras is not { ImporterCount: > 0 }, "no import is left of a cell that goes");
    }

    private static void CheckValue(ref Cell cell)
    {
        Invariant.Holds(cell.HasValue || cell.Content is null, "a cell without a value has no content");
        Invariant.Holds(!cell.IsSource || cell.HasValue, "what is given stays");
        bool isOfAVersion = !cell.HasValue || cell.Version > 0 || (cell.IsImport && !cell.Span.IsOpen);
        Invariant.Holds(isOfAVersion, "a value that is held belongs to the cell's version");
        Invariant.Holds(!cell.Span.IsOpen || cell.Version > 0, "what holds until something changes has a version");
    }

    /// <summary>A cell that covers a revision had all its operands at it, and hears when one of them changes.</summary>
    private void CheckOperands(ref Cell cell)
    {
        for (int i = cell.FirstEdge; i < cell.FirstEdge + cell.OperandCount; i++)
        {
            ref Edge edge = ref _edges[i];
            ref Cell operand = ref _cells[edge.Operand];
            Invariant.Holds(operand.Span.IsOpen, "what holds until something changes has operands that do");
            Invariant.Holds(operand.Span.From <= cell.Span.From, "a cell holds where all its operands do");
            Invariant.Holds(edge.NextLoan != Edge.NotLent, "what holds until something changes borrows its operands");
            bool isSeen = edge.Seen == operand.Version || (edge.Seen == 0 && !cell.HasValue);
            Invariant.Holds(isSeen, "a cell that covers a revision had its operands' versions at it");
        }
    }

    /// <summary>The list of a cell's loans has edges that read it, each of them once.</summary>
    private void CheckLoans(int index, ref Cell cell)
    {
        Invariant.Holds(cell.FirstLoan == Edge.NoMore || cell.Span.IsOpen, "only what may still change is on loan");
        int left = CheckedAtATime;
        for (int edge = cell.FirstLoan; edge != Edge.NoMore && left > 0; left--)
        {
            ref Edge loan = ref _edges[edge];
            Invariant.Holds(loan.Operand == index, "a loan is known to whom it was borrowed from");
            Invariant.Holds(loan.NextLoan != Edge.NotLent, "what is in the list of loans is on loan");
            edge = loan.NextLoan;
        }
    }

    private static void CheckExtras(int index, ref Cell cell, CellExtras extras)
    {
        Invariant.Holds(extras.BorrowerCount == 0 || cell.Span.IsOpen, "only what may still change is lent elsewhere");
        Invariant.Holds(cell.IsImport == extras.Lender.IsTaken, "an import, and nothing else, has a lender");
        for (PastValue? past = extras.PastValues; past is not null; past = past.Earlier)
            Invariant.Holds(!past.Span.IsOpen, "an earlier value's end is known");
        for (int i = 0; i < extras.Works.Count; i++)
        {
            Work work = extras.Works[i];
            Invariant.Holds(work.Cell == index, "work is noted where it is done");
            Invariant.Holds(extras.WorkAt(work.Revision) == work, "a cell works once at a revision");
        }
    }
}
#endif
