namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Questions for the cells of a shard: answered at once if the answer is at hand, and else as soon as it is. Between
/// members a question may come before the cell that it asks for, because they come from different ones; it waits then.
/// </summary>
internal sealed class Questions(
    CellTable table, Works works, PastValues pastValues, Cache cache, Pull pull, CellLender lender,
    Cancellations cancellations, ShardLaws? laws)
{
    private List<Eval>? _early;

    /// <summary>No question waits for its cell.</summary>
    public bool AreNoneEarly => _early is null or { Count: 0 };

    /// <summary>Somebody asks for a cell.</summary>
    public void Ask(Eval eval)
    {
        if (!table.IsTaken(eval.Cell))
        {
            (_early ??= []).Add(eval);
            return;
        }

        laws?.CheckAsked(eval);
        pastValues.NoteOldest(eval.Oldest);
        ref Cell cell = ref table[eval.Cell];
        Note(ref cell, eval);
        Answer(ref cell, eval);
    }

    /// <summary>Nobody waits for the answer to a question any more.</summary>
    public void Cancel(Cancel cancel)
    {
        if (!table.IsTaken(cancel.Cell)) ForgetEarly(cancel);
        else if (cancellations.TryCancel(cancel)) pull.Drain();
    }

    /// <summary>Cells have come that questions may have waited for.</summary>
    public void AskEarly()
    {
        if (AreNoneEarly) return;
        List<Eval> early = _early!;
        _early = null;
        foreach (Eval eval in early) Ask(eval);
    }

    /// <summary>Whoever asked too early asks anew.</summary>
    public void ForgetEarly() => _early = null;

    private static void Note(ref Cell cell, Eval eval)
    {
        if (eval.Need != Need.IfValid) KeepForOthers(ref cell);
        if (eval.By == ShardId.Clock && eval.Need == Need.Value) cell.Set(CellFlags.IsAskedFor);
    }

    /// <summary>From now on somebody outside asks for the cell, so nothing waits in it.</summary>
    private static void KeepForOthers(ref Cell cell)
    {
        if (cell.IsKept) return;
        cell.Set(CellFlags.IsKept);
        if (cell.IsWaiting)
        {
            cell.UncountRun();
            cell.Drop();
        }

        cell.Extras?.DropWaiting();
    }

    private void Answer(ref Cell cell, Eval eval)
    {
        var waiter = new Waiter(eval.By, eval.Slot, eval.Need, eval.TakesOver, eval.Tenant);
        if (CellLender.TryAnswer(ref cell, eval.Revision, eval.Need, out VersionedValue versioned))
        {
            if (eval.Need == Need.Value) cell.CountHit();
            lender.Lend(ref cell, waiter, eval.Revision, versioned);
            return;
        }

        LookUpstream(ref cell, eval, waiter);
        if (works.AreNone) cache.Relieve();
    }

    /// <summary>Looks for the answer upstream; whoever asks waits if it is not at hand even so.</summary>
    private void LookUpstream(ref Cell cell, Eval eval, in Waiter waiter)
    {
        works.Tickets.Push(new Ticket(eval.Cell, eval.Need, eval.Revision));
        pull.Drain();
        if (CellLender.TryAnswer(ref cell, eval.Revision, eval.Need, out VersionedValue versioned))
            lender.Lend(ref cell, waiter, eval.Revision, versioned);
        else works.Await(eval.Cell, ref cell, eval.Revision, waiter);
    }

    private void ForgetEarly(Cancel cancel) => _early?.RemoveAll(early =>
        early.By == cancel.By && early.Slot == cancel.Slot && early.Cell == cancel.Cell
        && early.Revision == cancel.Revision);
}
