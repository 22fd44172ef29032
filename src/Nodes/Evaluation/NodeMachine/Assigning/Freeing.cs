using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Letting cells go whose nodes were forgotten. The clock says which, users before their operands; a cell goes when
/// nobody works at it and nobody reads it any more, here or by an import of another shard. Its number and its edges are
/// free from then on. An import gives its loan back first: when the lender has said so, no message to it is under way.
/// </summary>
internal sealed class Freeing(ShardId id, CellTable table, Works works, ShardEra era, IOutbox outbox)
{
    private readonly List<int> _busy = [];
    private List<int> _freed = [];
    private List<(int Cell, int Node)> _unread = [];

    /// <summary>The nodes of these cells were forgotten.</summary>
    public void Take(FreeCells free)
    {
        foreach (int index in free.Cells)
        {
            ref Cell cell = ref table[index];
            if (cell.IsFree) _freed.Add(index); // it was told in an earlier era, and its answer was lost
            else cell.Set(CellFlags.IsLeaving);
        }

        foreach (int index in free.Cells)
        {
            if (table[index].Extras is { IsReturning: true }) ReturnLoan(index, ref table[index]);
            Free(index);
        }
    }

    /// <summary>An import of another shard, which may have borrowed here, is going.</summary>
    public void Take(ReturnLoan loan)
    {
        // Between members it may come before this shard was told of the cell, or of who reads it.
        if (table.TryRemoveImporter(loan.LenderCell, loan.Import)) Free(loan.LenderCell);
        outbox.Send(loan.Import.Shard, new LoanReturned(loan.Import.Cell));
    }

    /// <summary>No message to an import that is going is under way any more.</summary>
    public void Take(LoanReturned returned)
    {
        if (table[returned.Cell].Extras is not { IsReturning: true } extras) return; // it was answered twice
        (extras.IsReturning, extras.IsReturned) = (false, true);
        Free(returned.Cell);
    }

    /// <summary>
    /// Looks again at cells that could not go because they were worked at; tells the clock of those that went, and of
    /// those that only it knows the use of.
    /// </summary>
    public void End(int cellAssignments)
    {
        if (_busy.Count > 0) FreeBusy();
        if (table.HasUnread) SeeToUnread();
        if (_freed.Count == 0 && _unread.Count == 0) return;
        outbox.Send(ShardId.Clock, new CellsFreed(id, _freed, _unread, cellAssignments));
        (_freed, _unread) = ([], []);
    }

    private void FreeBusy()
    {
        int[] busy = [.. _busy];
        _busy.Clear();
        foreach (int index in busy) Free(index);
    }

    /// <summary>Lets a cell go if it can, and whatever only it kept from going.</summary>
    private void Free(int index)
    {
        TryFree(index);
        SeeToUnread();
    }

    private void SeeToUnread()
    {
        while (table.HasUnread)
        {
            int index = table.TakeUnread();
            ref Cell cell = ref table[index];
            if (cell.Users > 0 || cell.IsFree) continue;
            if (cell.IsLeaving) TryFree(index);
            else if (cell.IsImport || cell.Node.Kind == NodeKind.Constant) _unread.Add((index, cell.Node.Id));
        }
    }

    private void TryFree(int index)
    {
        ref Cell cell = ref table[index];
        if (cell.Users > 0 || !cell.IsLeaving || cell.IsFree) return;
        if (works.MayBeAt(index)) _busy.Add(index);
        else if (!cell.IsImport || !OwesLoan(index, ref cell)) Clear(index, ref cell);
    }

    /// <summary>Tells the lender that the import is going; true until he has answered.</summary>
    private bool OwesLoan(int index, ref Cell import)
    {
        CellExtras extras = import.Extras!;
        if (!extras.IsReturned && !extras.IsReturning) ReturnLoan(index, ref import);
        return !extras.IsReturned;
    }

    private void ReturnLoan(int index, ref Cell import)
    {
        CellExtras extras = import.Extras!;
        bool isLenderGone = era.IsGone(extras.Lender.Shard);
        (extras.IsReturning, extras.IsReturned) = (!isLenderGone, isLenderGone);
        if (isLenderGone) return;
        outbox.Send(extras.Lender.Shard, new ReturnLoan(new CellAddress(id, index), extras.Lender.Cell));
    }

    private void Clear(int index, ref Cell cell)
    {
        ShardLaws.CheckLeaves(ref cell);
        cell.Drop();
        cell.Extras?.DropAll();
        table.Disconnect(index);
        cell.End();
        _freed.Add(index);
    }
}
