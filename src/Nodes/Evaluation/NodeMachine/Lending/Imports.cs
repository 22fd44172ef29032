using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The cells that stand for nodes of other shards: asking for their values, and what is done with them.
/// </summary>
internal sealed class Imports(
    ShardId id, CellTable table, Works works, PastValues pastValues, Cache cache, Support support, IOutbox outbox)
{
    /// <summary>Asks the shard that has the node.</summary>
    public void AskLender(ref Cell cell, Ticket ticket)
    {
        Work work = works.At(ticket.Cell, ref cell, ticket.Revision);
        (work.State, work.Need) = (WorkState.Waiting, ticket.Need);
        CellExtras extras = cell.Extras!;
        bool takesOver = ticket.Need == Need.Value && TakesOver(ref cell);
        outbox.Send(extras.Lender.Shard, new Eval(
            id, ticket.Cell, extras.Lender.Cell, ticket.Revision, ticket.Need, pastValues.Oldest, takesOver,
            extras.Tenant));
    }

    /// <summary>
    /// Only an answer to a question that still stands fills an import. False when it does not, and its lease ends here.
    /// </summary>
    public bool TryTake(Evaluated evaluated)
    {
        ref Cell cell = ref table[evaluated.Slot];
        VersionedValue versioned = evaluated.Versioned;
        if (cell.Extras?.WorkAt(evaluated.Revision) is not { State: WorkState.Waiting } work
            || cell.Extras.Tenant != evaluated.Tenant)
        {
            if (versioned.HasValue) versioned.Value.Release();
            return false;
        }

        Fill(work, ref cell, versioned, evaluated.IsHandedOver);
        DropIfUsed(ref cell, work.Revision);
        works.Finish(work);
        return true;
    }

    /// <summary>Whether an array of another shard would be let go of here as soon as its user has it.</summary>
    private bool TakesOver(ref Cell import) =>
        import.Extras!.SoleUser is >= 0 and int user && support.AreEqual(import.Node, table[user].Node);

    private void Fill(Work work, ref Cell cell, in VersionedValue lent, bool isHandedOver)
    {
        if (lent.Value.Fault is { IsForgotten: true })
        {
            works.AnswerForgotten(work.Cell, ref cell, work.Revision);
            return;
        }

        VersionedValue versioned = cell.Extras!.AsKnownHere(lent, work.Cut);
        ShardLaws.CheckCovers(versioned.Span, work.Revision);
        bool isOld = cell.Span.From > work.Revision;
        if (isOld || versioned.Span.Until < cell.Span.Until)
        {
            RevisionSpan span = isOld ? versioned.Span.CutBefore(cell.Span.From) : versioned.Span;
            var past = new PastValue(versioned.Value, versioned.Version, span, versioned.HasValue);
            pastValues.Keep(work.Cell, ref cell, past);
            return;
        }

        cell.Borrow(versioned.Version, versioned.Span);
        cell.Unset(CellFlags.IsHandedOver);
        if (!versioned.HasValue) return;
        cell.Put(versioned.Value);
        if (isHandedOver) cell.Set(CellFlags.IsHandedOver);
        else cache.NoteBorrowed(work.Cell, ref cell);
    }

    /// <summary>A value that was handed over goes when the one user has what it was for.</summary>
    private void DropIfUsed(ref Cell import, Revision revision)
    {
        if (!import.Has(CellFlags.IsHandedOver)) return;
        if (import.Extras!.SoleUser is >= 0 and int user && table[user].Satisfies(revision, Need.Value)) import.Drop();
    }
}
