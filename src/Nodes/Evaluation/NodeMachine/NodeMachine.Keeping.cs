namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which values are kept: the newest of each cell, older ones while an evaluation may still ask for them, and none of
/// an array that only fed one user of the same support.
/// </summary>
internal sealed partial class NodeMachine
{
    private PastValueIndex? _pastIndex;

    /// <summary>Takes over the lease on <paramref name="value"/>.</summary>
    private void Keep(int index, ref Cell cell, long revision, RevisionSpan span, in Value value)
    {
        CheckCovers(span, revision);
        if (cell.Span.From > revision)
        {
            KeepPast(index, ref cell, new PastValue(value, 0, span.CutBefore(cell.Span.From), true));
            return;
        }

        if (cell.Span.Covers(revision))
        {
            Restore(ref cell, value);
            return;
        }

        bool isSame = cell.HasValue && IsSame(ref cell, value);
        if (cell.HasValue && cell.Span.Until >= _oldest) KeepPastNewest(index, ref cell);
        cell.Drop();
        cell.Put(value);
        cell.Span = span;
        if (!isSame) cell.Version++;
    }

    /// <summary>A value that was dropped, or computed twice, comes back: the version and its revisions stay.</summary>
    private static void Restore(ref Cell cell, in Value value)
    {
        if (cell.HasValue) CheckSame(ref cell, value);
        if (cell.HasValue) value.Release();
        else cell.Put(value);
    }

    private static bool IsSame(ref Cell cell, in Value value) =>
        value.IsNumber
            ? Value.AreSameNumber(cell.Value, value)
            : cell.Node.ComparesValues && Value.AreSameArray(cell.Value, value);

    private void KeepPastNewest(int index, ref Cell cell) =>
        KeepPast(index, ref cell, new PastValue(cell.Value.Retain(), cell.Version, cell.Span, true));

    /// <summary>Keeps a value for evaluations at old revisions; the clock says when there are none any more.</summary>
    private void KeepPast(int index, ref Cell cell, PastValue past)
    {
        CellExtras extras = cell.Extras ??= new CellExtras();
        _pastIndex ??= new PastValueIndex();
        _pastIndex.Add(index, isFirst: !extras.HasPastValues, past.Span);
        extras.Add(past);
        TellClock();
    }

    /// <summary>
    /// Nobody can ask for it any more: what is still under way for it was given up, and is answered as soon as it is
    /// looked at. It could go on for ever otherwise, as what it gathers is forgotten meanwhile.
    /// </summary>
    private bool IsOver(long revision) =>
        revision < _oldest
        || (_pastIndex?.LiveRevisions is { } live && !live.Meets(new RevisionSpan(revision, revision)));

    private void KeepPastForgotten(int index, ref Cell cell, long revision)
    {
        KeepPast(index, ref cell, new PastValue(
            Value.Of(Faults.Forgotten(cell.Node)), 0, new RevisionSpan(revision, revision), true));
        FinishAll(ref cell);
    }

    /// <summary>Tells the clock that there is something to forget, once until it answers.</summary>
    private void TellClock()
    {
        if (_pastIndex is not { } pastIndex || !pastIndex.TakeNews()) return;
        _outbox.Send(ShardId.Clock, new HasPastValues(_id, pastIndex.Kept));
    }

    private void On(Forget forget)
    {
        _oldest = Math.Max(_oldest, forget.LiveRevisions.Oldest);
        if (_pastIndex is not { } pastIndex) return;
        pastIndex.LiveRevisions = forget.LiveRevisions;
        if (pastIndex.AreWorthALook(forget.LiveRevisions)) LookThrough(pastIndex, forget.LiveRevisions);
        pastIndex.IsToldOf = false;
        TellClock();
    }

    private void LookThrough(PastValueIndex pastIndex, LiveRevisions live)
    {
        pastIndex.BeginLook();
        pastIndex.Cells.RemoveAll(index =>
        {
            ref Cell cell = ref _cells[index];
            RevisionSpan kept = RevisionSpan.Always;
            int left = cell.Extras is null ? 0 : cell.Extras.Forget(live, ref kept);
            pastIndex.Keep(left, kept);
            if (left == 0 && cell.Extras is { IsEmpty: true }) cell.Extras = null;
            return left == 0;
        });
        pastIndex.EndLook();
    }

    /// <summary>
    /// Lets go of the operands' arrays that only this cell reads and that go stale together with it. Whoever computes
    /// from them has a lease, so the memory comes back when the kernel is done.
    /// </summary>
    private void DropInner(ref Cell user)
    {
        for (int i = 0; i < user.OperandCount; i++)
        {
            ref Cell operand = ref _cells[_edges[user.FirstEdge + i].Operand];
            if (IsInner(ref operand, ref user) && _support.AreEqual(operand.Node, user.Node)) operand.Drop();
        }
    }

    /// <summary>
    /// Lets go of an array that nobody can ask for any more before the next one is computed, which takes its memory.
    /// </summary>
    private void DropStale(ref Cell cell)
    {
        if (cell.Content is NdArray && cell.Span.Until < _oldest && !cell.Node.ComparesValues) cell.Drop();
    }

    private bool IsInner(ref Cell cell, ref Cell user) =>
        cell.Content is NdArray && !cell.Node.ComparesValues
        && (cell.Flags & (CellFlags.IsKept | CellFlags.IsSource)) == CellFlags.None
        && (cell.Flags & (CellFlags.IsImport | CellFlags.IsHandedOver)) != CellFlags.IsImport
        && cell.Users == ReadsBy(ref user, ref cell);

    /// <summary>How many of a user's edges read the cell.</summary>
    private int ReadsBy(ref Cell user, ref Cell cell)
    {
        int reads = 0;
        for (int i = 0; i < user.OperandCount; i++)
        {
            ref Cell operand = ref _cells[_edges[user.FirstEdge + i].Operand];
            if (System.Runtime.CompilerServices.Unsafe.AreSame(ref operand, ref cell)) reads++;
        }

        return reads;
    }
}
