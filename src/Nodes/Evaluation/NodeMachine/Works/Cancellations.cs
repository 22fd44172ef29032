using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Giving up. Work that nobody outside waits for any more, directly or through other work, is abandoned, here and where
/// it was asked for; kernels under way end as they would. Values computed until then are right and stay.
/// </summary>
internal sealed class Cancellations(ShardId id, CellTable table, Works works, IOutbox outbox)
{
    /// <summary>Gives up what is done for this question only; true when there was something.</summary>
    public bool TryCancel(Cancel cancel)
    {
        if (table[cancel.Cell].Extras?.WorkAt(cancel.Revision) is not { } work) return false;
        if (!work.RemoveWaiter(cancel.By, cancel.Slot) || work.Waiters.Count > 0) return false;
        AbandonUnwanted();
        return true;
    }

    /// <summary>
    /// Every ticket comes from work that is open, through the operands that it looks for, so the stack can be begun
    /// anew.
    /// </summary>
    private void AbandonUnwanted()
    {
        HashSet<Work> wanted = FindWanted();
        works.Tickets.Clear();
        foreach (Work work in works.ToList())
        {
            work.ForgetUsersBut(wanted);
            if (!wanted.Contains(work)) Abandon(work);
            else if (work.State == WorkState.Open)
                works.Tickets.Push(new Ticket(work.Cell, work.Need, work.Revision));
        }
    }

    /// <summary>
    /// What leads to somebody outside. Open work does not say yet what it waits for: as long as there is some at a
    /// revision, all work at that revision may be for it. To abandon that and to ask anew would make the asked shard do
    /// the same, and two shards that borrow from each other would go on so for ever.
    /// </summary>
    private HashSet<Work> FindWanted()
    {
        List<Work> all = works.ToList();
        ILookup<Work, Work> awaitedBy = all.SelectMany(UsersOf).ToLookup(pair => pair.User, pair => pair.Awaited);
        ILookup<Revision, Work> byRevision = all.ToLookup(work => work.Revision);
        var wanted = new HashSet<Work>();
        var open = new HashSet<Revision>();
        var found = new Stack<Work>(all.Where(work => work.Waiters.Count > 0));
        while (found.TryPop(out Work? work))
        {
            if (!wanted.Add(work)) continue;
            IEnumerable<Work> further =
                work.State == WorkState.Open && open.Add(work.Revision) ? byRevision[work.Revision] : awaitedBy[work];
            foreach (Work awaited in further) found.Push(awaited);
        }

        return wanted;
    }

    private static IEnumerable<(Work User, Work Awaited)> UsersOf(Work awaited)
    {
        for (int i = 0; i < awaited.Users.Count; i++) yield return (awaited.Users[i], awaited);
    }

    private void Abandon(Work work)
    {
        if (work.State == WorkState.Computing) return;
        CellAddress lender = table[work.Cell].Extras!.Lender;
        if (work.State == WorkState.Waiting && lender.IsTaken)
            outbox.Send(lender.Shard, new Cancel(id, work.Cell, lender.Cell, work.Revision));
        works.Remove(work);
    }
}
