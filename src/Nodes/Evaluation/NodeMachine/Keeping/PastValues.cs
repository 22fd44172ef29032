using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The earlier values of a shard's cells, kept for evaluations that began before something was assigned; and which
/// revisions these can be. The clock says when nobody can ask for some of them any more.
/// </summary>
internal sealed class PastValues(ShardId id, CellTable table, IOutbox outbox)
{
    private PastValueIndex? _index;

    /// <summary>The oldest revision that anybody can still ask for, as far as is known here.</summary>
    public Revision Oldest { get; private set; }

    public void NoteOldest(Revision revision) => Oldest = Revision.Max(Oldest, revision);

    /// <summary>
    /// Nobody can ask for it any more: what is still under way for it was given up, and is answered as soon as it is
    /// looked at. It could go on for ever otherwise, as what it gathers is forgotten meanwhile.
    /// </summary>
    public bool IsOver(Revision revision) =>
        revision < Oldest
        || (_index?.LiveRevisions is { } live && !live.Meets(RevisionSpan.At(revision)));

    /// <summary>Keeps a value of the cell until nobody can ask for it any more. Takes over the lease on it.</summary>
    public void Keep(int index, ref Cell cell, PastValue past)
    {
        CellExtras extras = cell.NeedExtras();
        _index ??= new PastValueIndex();
        _index.Add(index, isFirst: !extras.HasPastValues, past.Span);
        extras.Add(past);
        TellClock();
    }

    /// <summary>Keeps the newest value, which is about to be followed by another, for these revisions.</summary>
    public void KeepNewest(int index, ref Cell cell, RevisionSpan span) =>
        Keep(index, ref cell, new PastValue(cell.Value.Retain(), cell.Version, span, true));

    /// <summary>Keeps the word that what was asked for is not remembered any more.</summary>
    public void KeepForgotten(int index, ref Cell cell, Revision revision) => Keep(index, ref cell, new PastValue(
        Value.Of(Faults.Forgotten(cell.Node)), Version.None, RevisionSpan.At(revision), true));

    /// <summary>Lets go of what nobody can ask for.</summary>
    public void Forget(LiveRevisions live)
    {
        NoteOldest(live.Oldest);
        if (_index is not { } index) return;
        index.LiveRevisions = live;
        if (index.AreWorthALook(live)) LookThrough(index, live);
        index.IsToldOf = false;
        TellClock();
    }

    private void LookThrough(PastValueIndex pastIndex, LiveRevisions live)
    {
        pastIndex.BeginLook();
        pastIndex.Cells.RemoveAll(index =>
        {
            ref Cell cell = ref table[index];
            RevisionSpan kept = RevisionSpan.Always;
            int left = cell.Extras is null ? 0 : cell.Extras.Forget(live, ref kept);
            pastIndex.Keep(left, kept);
            if (left == 0) cell.DropEmptyExtras();
            return left == 0;
        });
        pastIndex.EndLook();
    }

    /// <summary>Tells the clock that there is something to forget, once until it answers.</summary>
    private void TellClock()
    {
        if (_index!.TakeNews()) outbox.Send(ShardId.Clock, new HasPastValues(id, _index.Kept));
    }
}
