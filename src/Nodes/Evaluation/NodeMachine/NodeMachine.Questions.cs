using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Questions from outside the shard and their answers; and the shard's own questions to others.</summary>
internal sealed partial class NodeMachine
{
    private WorkList _works;

    private void On(Eval eval)
    {
        if (IsEarly(eval)) return;
        CheckAsked(eval);
        _oldest = Math.Max(_oldest, eval.Oldest);
        ref Cell cell = ref _cells[eval.Cell];
        if (eval.Need != Need.IfValid) KeepForOthers(ref cell);
        if (eval.By == ShardId.Clock && eval.Need == Need.Value) cell.Flags |= CellFlags.IsAskedFor;
        var waiter = new Waiter(eval.By, eval.Slot, eval.Need, eval.TakesOver, eval.Tenant);
        if (TryHold(ref cell, eval.Revision, eval.Need, out VersionedValue versioned))
        {
            if (eval.Need == Need.Value) cell.Hits++;
            Answer(ref cell, waiter, eval.Revision, versioned);
            return;
        }

        _tickets.Push(new Ticket(eval.Cell, eval.Need, eval.Revision));
        Drain();
        if (TryHold(ref cell, eval.Revision, eval.Need, out versioned))
            Answer(ref cell, waiter, eval.Revision, versioned);
        else WaitFor(eval.Cell, ref cell, eval.Revision, waiter);
        Relieve();
    }

    /// <summary>
    /// The cell has a ticket on the stack, is parked, or other work of it is hoped to bring the answer; if that does
    /// not after all, this goes on.
    /// </summary>
    private void WaitFor(int index, ref Cell cell, long revision, in Waiter waiter)
    {
        Work? hope = cell.Extras?.AwaitedFor(revision);
        Work work = cell.Extras?.WorkAt(revision) ?? Begin(index, ref cell, revision);
        if (work.State == WorkState.Open) hope?.Await(work);
        work.Await(waiter);
    }

    /// <summary>The answer, if one is at hand: the newest value, a past one, or the word that there is none.</summary>
    private static bool TryHold(ref Cell cell, long revision, Need need, out VersionedValue versioned)
    {
        if (cell.Satisfies(revision, need) && !cell.IsWaiting)
        {
            versioned = cell.Versioned;
            return true;
        }

        if (cell.Extras is { HasPastValues: true } extras && extras.TryFindPast(revision, need, out PastValue? past)
            && past.Value.Waiting is null)
        {
            versioned = past.Versioned;
            return true;
        }

        versioned = cell.Span.Covers(revision) && !cell.IsWaiting
            ? cell.Versioned
            : new VersionedValue(default, cell.Version, RevisionSpan.Never, false);
        return need == Need.IfValid;
    }

    /// <summary>Lends: the answer carries a lease of its own, and an open one is written down as a loan.</summary>
    private void Answer(ref Cell cell, in Waiter waiter, long revision, in VersionedValue versioned)
    {
        if (waiter.By != ShardId.Clock && versioned.Span.IsOpen)
        {
            (cell.Extras ??= new CellExtras()).Lend(new CellAddress(waiter.By, waiter.Slot));
        }
        if (versioned.HasValue) versioned.Value.Retain();
        bool isHandedOver = waiter.TakesOver && HandsOver(ref cell, versioned);
        if (isHandedOver) cell.Drop();
        _outbox.Send(waiter.By, new Evaluated(waiter.Slot, revision, versioned, isHandedOver, waiter.Tenant));
    }

    /// <summary>
    /// Whether an array goes with the answer: whoever asked is the only one that reads the cell, and no client has
    /// asked for it. Then it is between two nodes that go stale together, and kept by neither.
    /// </summary>
    private static bool HandsOver(ref Cell cell, in VersionedValue versioned) =>
        versioned.Value.Array is { } array && ReferenceEquals(cell.Content, array)
        && (cell.Flags & (CellFlags.IsAskedFor | CellFlags.IsSource)) == CellFlags.None
        && cell.Users == 1 && !cell.Node.ComparesValues && cell.Extras is null or { Works.Count: 0 };

    private Work Begin(int index, ref Cell cell, long revision)
    {
        var work = new Work(index, revision);
        (cell.Extras ??= new CellExtras()).Add(work);
        _works.Add(work);
        return work;
    }

    private void AskLender(int index, ref Cell cell, Ticket ticket)
    {
        Work work = cell.Extras!.WorkAt(ticket.Revision) ?? Begin(index, ref cell, ticket.Revision);
        work.State = WorkState.Waiting;
        work.Need = ticket.Need;
        CellAddress lender = cell.Extras!.Lender;
        bool takesOver = ticket.Need == Need.Value && TakesOver(ref cell);
        _outbox.Send(lender.Shard, new Eval(
            _id, index, lender.Cell, ticket.Revision, ticket.Need, _oldest, takesOver, cell.Extras!.Tenant));
    }

    /// <summary>Whether an array of another shard would be let go of here as soon as its user has it.</summary>
    private bool TakesOver(ref Cell import) =>
        import.Extras!.SoleUser is >= 0 and int user && _support.AreEqual(import.Node, _cells[user].Node);

    /// <summary>Only an answer to a question that still stands fills an import.</summary>
    private void On(Evaluated evaluated)
    {
        ref Cell cell = ref _cells[evaluated.Slot];
        VersionedValue versioned = evaluated.Versioned;
        if (cell.Extras?.WorkAt(evaluated.Revision) is not { State: WorkState.Waiting } work
            || cell.Extras.Tenant != evaluated.Tenant)
        {
            if (versioned.HasValue) versioned.Value.Release();
            return;
        }

        Fill(work, ref cell, versioned, evaluated.IsHandedOver);
        DropIfUsed(ref cell, work.Revision);
        Finish(work);
        Drain();
    }

    private void Fill(Work work, ref Cell cell, in VersionedValue lent, bool isHandedOver)
    {
        if (lent.Value.Fault is { IsForgotten: true })
        {
            KeepPastForgotten(work.Cell, ref cell, work.Revision);
            return;
        }

        VersionedValue versioned = cell.Extras!.AsKnownHere(lent, work.Cut);
        CheckCovers(versioned.Span, work.Revision);
        bool isOld = cell.Span.From > work.Revision;
        if (isOld || !IsNewer(cell, versioned))
        {
            RevisionSpan span = isOld ? versioned.Span.CutBefore(cell.Span.From) : versioned.Span;
            KeepPast(work.Cell, ref cell, new PastValue(versioned.Value, versioned.Version, span, versioned.HasValue));
            return;
        }

        cell.Drop();
        (cell.Span, cell.Version) = (versioned.Span, versioned.Version);
        cell.Flags &= ~CellFlags.IsHandedOver;
        if (!versioned.HasValue) return;
        cell.Put(versioned.Value);
        if (isHandedOver) cell.Flags |= CellFlags.IsHandedOver;
        else NoteCached(work.Cell, ref cell, CostOfBorrowing * versioned.Value.Bytes);
    }

    /// <summary>A value that was handed over goes when the one user has what it was for.</summary>
    private void DropIfUsed(ref Cell import, long revision)
    {
        if ((import.Flags & CellFlags.IsHandedOver) == CellFlags.None) return;
        if (import.Extras!.SoleUser is >= 0 and int user && _cells[user].Satisfies(revision, Need.Value)) import.Drop();
    }

    private static bool IsNewer(in Cell cell, in VersionedValue versioned) => versioned.Span.Until >= cell.Span.Until;

    /// <summary>The cell can answer for the work's revision now: whoever waited goes on.</summary>
    private void Finish(Work work)
    {
        ref Cell cell = ref _cells[work.Cell];
        cell.Extras!.Remove(work);
        _works.Remove(work);
        for (int i = 0; i < work.Users.Count; i++)
        {
            Work user = work.Users[i];
            if (user.GoOn()) _tickets.Push(new Ticket(user.Cell, user.Need, user.Revision, again: true));
        }

        Work? unsatisfied = null;
        for (int i = 0; i < work.Waiters.Count; i++)
        {
            Waiter waiter = work.Waiters[i];
            if (TryHold(ref cell, work.Revision, waiter.Need, out VersionedValue versioned))
            {
                Answer(ref cell, waiter, work.Revision, versioned);
                continue;
            }

            unsatisfied ??= Begin(work.Cell, ref cell, work.Revision);
            unsatisfied.Await(waiter);
        }

        if (unsatisfied is not null) _tickets.Push(new Ticket(work.Cell, unsatisfied.Need, work.Revision));
    }
}
