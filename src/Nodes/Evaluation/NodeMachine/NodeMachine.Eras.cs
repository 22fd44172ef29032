using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Entering a new era, after some shard was lost or moved, or messages were. Whatever was under way is abandoned, for
/// whoever asked asks anew. Every loan is void, so everything that is computed holds up to the newest revision and no
/// further; what is needed later asks its operands for their versions, and runs only if one has moved. That is right
/// whatever was lost, and costs a look at every cell but no computation.
/// </summary>
internal sealed partial class NodeMachine
{
    private readonly List<Eval> _early = [];
    private long _newest;
    private int _cellAssignments;

    private void On(EnterEra enterEra)
    {
        CheckEra(enterEra.Plan);
        _outbox.Enter(enterEra.Plan);
        (_newest, _plan) = (enterEra.Newest, enterEra.Plan);
        AbandonAll();
        (_unanswered, _waveFrom) = (0, default);
        _early.Clear();
        for (int i = 0; i < _edges.Count; i++) _edges[i].NextLoan = Edge.NotLent;
        for (int i = 0; i < _cells.Count; i++) RecallLoans(ref _cells[i]);
        On(new Forget(new LiveRevisions([enterEra.Newest])));
        CheckEntered();
        _outbox.Send(ShardId.Clock, new EraEntered(_id, enterEra.Plan.Era, _cellAssignments));
    }

    /// <summary>Kernels under way end as they would; their values are right for the revision they are of.</summary>
    private void AbandonAll()
    {
        _tickets.Clear();
        foreach (Work work in _works.ToList())
        {
            work.ForgetAll();
            work.CutBefore(_newest + 1);
            if (work.State == WorkState.Computing) continue;
            _cells[work.Cell].Extras!.Remove(work);
            _works.Remove(work);
        }
    }

    private void RecallLoans(ref Cell cell)
    {
        cell.FirstLoan = Edge.NoMore;
        cell.Extras?.TakeBorrowers();
        if (cell.Extras is { ImporterCount: > 0 } extras) cell.Users -= extras.KeepImporters(_plan!.Shards);
        if (!cell.IsSource) cell.Span = cell.Span.CutBefore(_newest + 1);
    }

    /// <summary>A cell that was there changes what it stands for.</summary>
    private void Change(in AssignedCell assigned, ReadOnlySpan<int> operands, ref int next)
    {
        ref Cell cell = ref _cells[assigned.Cell];
        LoseWork(ref cell);
        if (cell.IsWaiting) cell.Drop();
        cell.Extras?.DropWaiting();
        if (assigned.Lender.IsTaken) BecomeImport(assigned.Cell, ref cell, assigned.Lender);
        else BecomeNode(assigned, ref cell, operands, ref next);
    }

    private void BecomeImport(int index, ref Cell cell, CellAddress lender)
    {
        GiveEdgesBack(index, ref cell);
        if (cell.Extras is { ImporterCount: > 0 } extras) cell.Users -= extras.KeepImporters([]);
        cell.Span = cell.Span.CutBefore(_newest + 1);
        cell.Flags = (cell.Flags & CellFlags.HasValue) | CellFlags.IsImport;
        (cell.Extras ??= new CellExtras()).BorrowFrom(lender, cell.Version);
    }

    private void BecomeNode(in AssignedCell assigned, ref Cell cell, ReadOnlySpan<int> operands, ref int next)
    {
        GraphNode node = assigned.Node;
        cell.Flags &= CellFlags.HasValue | CellFlags.IsAskedFor;
        cell.Node = node;
        if (cell.Extras is { } extras) extras.Lender = CellAddress.None;
        AddEdges(assigned.Cell, ref cell, operands, ref next);
        if (node.Kind == NodeKind.Operation) return;
        cell.Drop();
        Give(node, ref cell);
    }

    /// <summary>A kernel under way for a cell that has become another one: nobody takes its result.</summary>
    private void LoseWork(ref Cell cell)
    {
        if (cell.Extras is not { } extras) return;
        SmallList<Work> works = extras.Works;
        for (int i = 0; i < works.Count; i++)
        {
            works[i].IsLost = true;
            extras.Remove(works[i]);
            _works.Remove(works[i]);
        }
    }

    /// <summary>The value that a variable has, when it comes to live here.</summary>
    private void Take(int index, in Value value)
    {
        ref Cell cell = ref _cells[index];
        cell.Drop();
        cell.Put(value);
        cell.Span = new RevisionSpan(_newest, RevisionSpan.Open);
    }

    /// <summary>
    /// Between members a question may come before the cell that it asks for, because they come from different ones.
    /// </summary>
    private bool IsEarly(Eval eval)
    {
        if (eval.Cell < _cells.Count && !_cells[eval.Cell].IsFree) return false;
        _early.Add(eval);
        return true;
    }

    /// <summary>True when what is given up asked for a cell that has not come yet.</summary>
    private bool ForgetEarly(Cancel cancel)
    {
        if (cancel.Cell < _cells.Count && !_cells[cancel.Cell].IsFree) return false;
        _early.RemoveAll(early => early.By == cancel.By && early.Slot == cancel.Slot && early.Cell == cancel.Cell
            && early.Revision == cancel.Revision);
        return true;
    }

    private void AnswerEarly()
    {
        if (_early.Count == 0) return;
        Eval[] early = [.. _early];
        _early.Clear();
        foreach (Eval eval in early) On(eval);
    }

    private void OnDissolve()
    {
        AbandonAll();
        for (int i = 0; i < _cells.Count; i++)
        {
            ref Cell cell = ref _cells[i];
            cell.Drop();
            cell.Extras?.DropAll();
        }

        _isDissolved = true;
    }
}
