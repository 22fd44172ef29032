using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Letting cells go whose nodes were forgotten. The clock says which, users before their operands; a cell goes when
/// nobody works at it and nobody reads it any more, here or by an import of another shard. Its number and its edges are
/// free from then on. An import gives its loan back first: when the lender has said so, no message to it is under way.
/// </summary>
internal sealed partial class NodeMachine
{
    private readonly EdgeRanges _freeEdges = new();
    private readonly Stack<int> _toFree = new();
    private readonly List<int> _busy = [];
    private EraPlan? _plan; // null where the shards never change
    private List<int> _freed = [];
    private List<(int Cell, int Node)> _unread = [];

    private void On(FreeCells free)
    {
        foreach (int index in free.Cells)
        {
            ref Cell cell = ref _cells[index];
            if (cell.IsFree) _freed.Add(index); // it was told in an earlier era, and its answer was lost
            else cell.Flags |= CellFlags.IsLeaving;
        }

        foreach (int index in free.Cells)
        {
            ref Cell cell = ref _cells[index];
            if (cell.Extras is { IsReturning: true }) ReturnLoan(index, ref cell);
            else Free(index);
        }
    }

    /// <summary>Lets a cell go if it can, and whatever only it kept from going.</summary>
    private void Free(int index)
    {
        _toFree.Push(index);
        while (_toFree.TryPop(out int next))
        {
            ref Cell cell = ref _cells[next];
            if (cell.Users > 0 || !cell.IsLeaving || cell.IsFree) continue;
            if (cell.Extras is { Works.Count: > 0 } || _tickets.MayHave(next)) _busy.Add(next);
            else if (!cell.IsImport || !OwesLoan(next, ref cell)) Clear(next, ref cell);
        }
    }

    /// <summary>Tells the lender that the import is going; true until he has answered.</summary>
    private bool OwesLoan(int index, ref Cell import)
    {
        if (import.Extras!.IsReturned) return false;
        if (!import.Extras.IsReturning) ReturnLoan(index, ref import);
        return true;
    }

    private void ReturnLoan(int index, ref Cell import)
    {
        CellAddress lender = import.Extras!.Lender;
        import.Extras.IsReturning = true;
        if (_plan is not null && !_plan.Shards.Contains(lender.Shard)) On(new LoanReturned(index));
        else _outbox.Send(lender.Shard, new ReturnLoan(new CellAddress(_id, index), lender.Cell));
    }

    private void On(ReturnLoan loan)
    {
        // Between members it may come before this shard was told of the cell, or of who reads it.
        bool isKnown = loan.LenderCell < _cells.Count
            && _cells[loan.LenderCell].Extras?.RemoveImporter(loan.Import) is true;
        if (isKnown)
        {
            _cells[loan.LenderCell].Users--;
            Free(loan.LenderCell);
        }

        _outbox.Send(loan.Import.Shard, new LoanReturned(loan.Import.Cell));
    }

    private void On(LoanReturned returned)
    {
        ref Cell import = ref _cells[returned.Cell];
        if (import.Extras is not { IsReturning: true } extras) return; // it was answered twice
        (extras.IsReturning, extras.IsReturned) = (false, true);
        Free(returned.Cell);
    }

    private void Clear(int index, ref Cell cell)
    {
        CheckLeaves(ref cell);
        cell.Drop();
        cell.Extras?.DropAll();
        GiveEdgesBack(index, ref cell);
        cell = default;
        cell.Flags = CellFlags.IsFree;
        (cell.Span, cell.FirstLoan) = (RevisionSpan.Never, Edge.NoMore);
        _freed.Add(index);
    }

    /// <summary>The cell reads nothing any more.</summary>
    private void GiveEdgesBack(int index, ref Cell cell)
    {
        for (int edge = cell.FirstEdge; edge < cell.FirstEdge + cell.OperandCount; edge++)
        {
            ref Edge read = ref _edges[edge];
            ref Cell operand = ref _cells[read.Operand];
            EndLoan(ref operand, ref read);
            if (--operand.Users == 0) NoteUnread(read.Operand, ref operand);
            if (operand.Extras is { } extras) extras.ForgetUser(index, operand.Users);
        }

        _freeEdges.Give(cell.FirstEdge, cell.OperandCount);
        cell.OperandCount = 0;
    }

    /// <summary>What the shard has for its own users only goes when there are none, if the clock agrees.</summary>
    private void NoteUnread(int index, ref Cell cell)
    {
        if (cell.IsLeaving) _toFree.Push(index);
        else if (cell.IsImport || cell.Node.Kind == NodeKind.Constant) _unread.Add((index, cell.Node.Id));
    }

    /// <summary>Takes an edge out of the operand's list of loans.</summary>
    private void EndLoan(ref Cell operand, ref Edge loan)
    {
        if (loan.NextLoan == Edge.NotLent) return;
        if (loan.PreviousLoan == Edge.NoMore) operand.FirstLoan = loan.NextLoan;
        else _edges[loan.PreviousLoan].NextLoan = loan.NextLoan;
        if (loan.NextLoan != Edge.NoMore) _edges[loan.NextLoan].PreviousLoan = loan.PreviousLoan;
        loan.NextLoan = Edge.NotLent;
    }

    /// <summary>Looks again at cells that could not go because they were worked at; tells the clock of those that went.
    /// </summary>
    private void EndFreeing()
    {
        if (_busy.Count > 0)
        {
            int[] busy = [.. _busy];
            _busy.Clear();
            foreach (int index in busy) Free(index);
        }

        if (_freed.Count == 0 && _unread.Count == 0) return;
        _outbox.Send(ShardId.Clock, new CellsFreed(_id, _freed, _unread, _cellAssignments));
        (_freed, _unread) = ([], []);
    }
}
