using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Answers those outside the shard who ask for a cell, and notes what they have borrowed.</summary>
internal sealed class CellLender(IOutbox outbox)
{
    /// <summary>The answer, if one is at hand: the newest value, a past one, or the word that there is none.</summary>
    public static bool TryAnswer(ref Cell cell, Revision revision, Need need, out VersionedValue versioned)
    {
        if (cell.Satisfies(revision, need) && !cell.IsWaiting)
        {
            versioned = cell.Versioned;
            return true;
        }

        if (TryFindPast(ref cell, revision, need, out PastValue? past) && past.Value.Waiting is null)
        {
            versioned = past.Versioned;
            return true;
        }

        versioned = cell.Span.Covers(revision) && !cell.IsWaiting
            ? cell.Versioned
            : new VersionedValue(default, cell.Version, RevisionSpan.Never, false);
        return need == Need.IfValid;
    }

    /// <summary>Whether those in the shard who read the cell at this revision find what they need.</summary>
    public static bool Answers(ref Cell cell, Revision revision, Need need) =>
        cell.Satisfies(revision, need) || TryFindPast(ref cell, revision, need, out _);

    /// <summary>Lends: the answer carries a lease of its own, and an open one is written down as a loan.</summary>
    public void Lend(ref Cell cell, in Waiter waiter, Revision revision, in VersionedValue versioned)
    {
        if (waiter.By != ShardId.Clock && versioned.Span.IsOpen)
            cell.NeedExtras().Lend(new CellAddress(waiter.By, waiter.Slot));
        if (versioned.HasValue) versioned.Value.Retain();
        bool isHandedOver = waiter.TakesOver && HandsOver(ref cell, versioned);
        if (isHandedOver) cell.Drop();
        outbox.Send(waiter.By, new Evaluated(waiter.Slot, revision, versioned, isHandedOver, waiter.Tenant));
    }

    /// <summary>
    /// Whether an array goes with the answer: whoever asked is the only one that reads the cell, and no client has
    /// asked for it. Then it is between two nodes that go stale together, and kept by neither.
    /// </summary>
    private static bool HandsOver(ref Cell cell, in VersionedValue versioned) =>
        versioned.Value.Array is { } array && ReferenceEquals(cell.Content, array)
        && !cell.Has(CellFlags.IsAskedFor | CellFlags.IsSource)
        && cell.Users == 1 && !cell.Node.ComparesValues && cell.Extras is null or { Works.Count: 0 };

    private static bool TryFindPast(
        ref Cell cell, Revision revision, Need need, [NotNullWhen(true)] out PastValue? past)
    {
        past = null;
        return cell.Extras is { HasPastValues: true } extras && extras.TryFindPast(revision, need, out past);
    }
}
