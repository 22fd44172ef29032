#if LAWS
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>The laws of cells. They hold whenever no message is being handled.</summary>
internal static class CellLaws
{
    /// <summary>Checks one cell, and up to so many of its loans.</summary>
    public static void Check(CellTable table, int index, int loans)
    {
        ref Cell cell = ref table[index];
        if (cell.IsFree) return;
        CheckValue(ref cell);
        CheckLoans(table, index, ref cell, loans);
        if (!cell.IsSource && !cell.IsImport && cell.Span.IsOpen) CheckOperands(table, ref cell);
        if (cell.Extras is { } extras) CheckExtras(index, ref cell, extras);
    }

    /// <summary>
    /// What one shard borrows of others is what they lend, and they know of it. Holds when no message is on its way.
    /// </summary>
    public static void CheckImports(ShardId shard, CellTable table, Func<ShardId, CellTable> find)
    {
        for (int i = 0; i < table.Count; i++)
        {
            ref Cell cell = ref table[i];
            if (!cell.IsImport || !cell.Span.IsOpen) continue;
            CellExtras extras = cell.Extras!;
            ref Cell lent = ref find(extras.Lender.Shard)[extras.Lender.Cell];
            Invariant.Holds(lent.Span.IsOpen, "what is borrowed until something changes holds where it lives");
            Invariant.Holds(lent.Extras?.HasLent(new CellAddress(shard, i)) is true, "who lends knows who borrowed");
            Invariant.Holds(cell.Version == extras.AsKnownHere(lent.Version), "a borrower has the lender's version");
        }
    }

    private static void CheckValue(ref Cell cell)
    {
        Invariant.Holds(cell.HasValue || cell.Content is null, "a cell without a value has no content");
        Invariant.Holds(!cell.IsSource || cell.HasValue, "what is given stays");
        bool isOfAVersion = !cell.HasValue || cell.Version > Version.None || (cell.IsImport && !cell.Span.IsOpen);
        Invariant.Holds(isOfAVersion, "a value that is held belongs to the cell's version");
        bool hasVersion = !cell.Span.IsOpen || cell.Version > Version.None;
        Invariant.Holds(hasVersion, "what holds until something changes has a version");
    }

    /// <summary>A cell that covers a revision had all its operands at it, and hears when one of them changes.</summary>
    private static void CheckOperands(CellTable table, ref Cell cell)
    {
        for (int i = cell.FirstEdge; i < cell.EndEdge; i++)
        {
            ref Edge edge = ref table.EdgeAt(i);
            ref Cell operand = ref table[edge.Operand];
            Invariant.Holds(operand.Span.IsOpen, "what holds until something changes has operands that do");
            Invariant.Holds(operand.Span.From <= cell.Span.From, "a cell holds where all its operands do");
            Invariant.Holds(edge.IsLent, "what holds until something changes borrows its operands");
            bool isSeen = edge.Seen == operand.Version || (edge.Seen == Version.None && !cell.HasValue);
            Invariant.Holds(isSeen, "a cell that covers a revision had its operands' versions at it");
        }
    }

    /// <summary>The list of a cell's loans has edges that read it, each of them once.</summary>
    private static void CheckLoans(CellTable table, int index, ref Cell cell, int left)
    {
        Invariant.Holds(cell.FirstLoan == Edge.NoMore || cell.Span.IsOpen, "only what may still change is on loan");
        for (int edge = cell.FirstLoan; edge != Edge.NoMore && left > 0; left--)
        {
            ref Edge loan = ref table.EdgeAt(edge);
            Invariant.Holds(loan.Operand == index, "a loan is known to whom it was borrowed from");
            Invariant.Holds(loan.IsLent, "what is in the list of loans is on loan");
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
