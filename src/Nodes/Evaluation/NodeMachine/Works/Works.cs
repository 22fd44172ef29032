namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// All that a shard is doing: the tickets of cells to look at, and the work that waits for something. Whoever waits for
/// a cell goes on, or is answered, when the cell can answer.
/// </summary>
internal sealed class Works(CellTable table, CellLender lender, PastValues pastValues)
{
    private WorkList _all;

    /// <summary>The cells to look at, the most urgent on top.</summary>
    public TicketStack Tickets { get; } = new();

    /// <summary>Nothing is under way.</summary>
    public bool AreNone => Tickets.Count == 0 && _all.IsEmpty;

    public List<Work> ToList() => _all.ToList();

    /// <summary>Whether somebody works at the cell, or may come to look at it.</summary>
    public bool MayBeAt(int index) => table[index].Extras is { Works.Count: > 0 } || Tickets.MayHave(index);

    /// <summary>What the cell does about the revision, begun now if it was not before.</summary>
    public Work At(int index, ref Cell cell, Revision revision) =>
        cell.Extras?.WorkAt(revision) ?? Begin(index, ref cell, revision);

    /// <summary>
    /// Somebody waits for the cell, which has a ticket on the stack, is parked, or other work of it is hoped to bring
    /// the answer; if that does not after all, this goes on.
    /// </summary>
    public void Await(int index, ref Cell cell, Revision revision, in Waiter waiter)
    {
        Work? hope = cell.Extras?.AwaitedFor(revision);
        Work work = At(index, ref cell, revision);
        if (work.State == WorkState.Open) hope?.Await(work);
        work.Await(waiter);
    }

    /// <summary>The cell can answer for the work's revision now: whoever waited goes on.</summary>
    public void Finish(Work work)
    {
        Remove(work);
        for (int i = 0; i < work.Users.Count; i++)
        {
            Work user = work.Users[i];
            if (user.GoOn()) Tickets.Push(new Ticket(user.Cell, user.Need, user.Revision, again: true));
        }

        if (work.Waiters.Count > 0) AnswerWaiters(work);
    }

    /// <summary>Everything that waits for the cell and can be answered now.</summary>
    public void FinishAll(ref Cell cell)
    {
        if (cell.Extras is not { Works.Count: > 0 } extras) return;
        SmallList<Work> works = extras.Works;
        for (int i = 0; i < works.Count; i++)
        {
            Work work = works[i];
            if (!work.IsAsync && CellLender.Answers(ref cell, work.Revision, work.Need)) Finish(work);
        }
    }

    /// <summary>What is asked for is not remembered any more: whoever waits for it is told so.</summary>
    public void AnswerForgotten(int index, ref Cell cell, Revision revision)
    {
        pastValues.KeepForgotten(index, ref cell, revision);
        FinishAll(ref cell);
    }

    /// <summary>The work is not to be done any more.</summary>
    public void Remove(Work work)
    {
        table[work.Cell].Extras!.Remove(work);
        _all.Remove(work);
    }

    /// <summary>
    /// Nobody waits for anything any more, and what is computed holds up to a revision. Kernels under way end as they
    /// would; their values are right for the revision they are of.
    /// </summary>
    public void AbandonAll(Revision newest)
    {
        Tickets.Clear();
        foreach (Work work in ToList())
        {
            work.ForgetAll();
            work.CutBefore(newest.Next);
            if (work.State != WorkState.Computing) Remove(work);
        }
    }

    /// <summary>The cell becomes another one: nobody takes the result of a kernel that is under way for it.</summary>
    public void Lose(ref Cell cell)
    {
        if (cell.Extras is not { } extras) return;
        SmallList<Work> works = extras.Works;
        for (int i = 0; i < works.Count; i++)
        {
            works[i].IsLost = true;
            Remove(works[i]);
        }
    }

    private Work Begin(int index, ref Cell cell, Revision revision)
    {
        var work = new Work(index, revision);
        cell.NeedExtras().Add(work);
        _all.Add(work);
        return work;
    }

    private void AnswerWaiters(Work work)
    {
        ref Cell cell = ref table[work.Cell];
        Work? unsatisfied = null;
        for (int i = 0; i < work.Waiters.Count; i++)
        {
            Waiter waiter = work.Waiters[i];
            if (CellLender.TryAnswer(ref cell, work.Revision, waiter.Need, out VersionedValue versioned))
            {
                lender.Lend(ref cell, waiter, work.Revision, versioned);
                continue;
            }

            unsatisfied ??= Begin(work.Cell, ref cell, work.Revision);
            unsatisfied.Await(waiter);
        }

        if (unsatisfied is not null) Tickets.Push(new Ticket(work.Cell, unsatisfied.Need, work.Revision));
    }
}
