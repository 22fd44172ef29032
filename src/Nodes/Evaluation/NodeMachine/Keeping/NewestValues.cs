namespace Dataflow.Nodes.Evaluation;

/// <summary>The newest value of each cell; the one before goes to the past values while somebody can ask for it.
/// </summary>
internal sealed class NewestValues(PastValues pastValues)
{
    /// <summary>
    /// The cell's value at this revision was computed, and holds for these. Takes over the lease on it.
    /// </summary>
    public void Keep(int index, ref Cell cell, Revision revision, RevisionSpan span, in Value value)
    {
        ShardLaws.CheckCovers(span, revision);
        if (cell.Span.From > revision)
        {
            RevisionSpan before = span.CutBefore(cell.Span.From);
            pastValues.Keep(index, ref cell, new PastValue(value, Version.None, before, true));
            return;
        }

        if (cell.Span.Covers(revision))
        {
            Restore(ref cell, value);
            return;
        }

        bool isSame = cell.HasValue && IsSame(ref cell, value);
        KeepIfAskable(index, ref cell);
        cell.Hold(value, span, isNew: !isSame);
    }

    /// <summary>No operand has moved: the value holds for these revisions. Nothing has run.</summary>
    public void Renew(int index, ref Cell cell, Revision revision, RevisionSpan span)
    {
        ShardLaws.CheckCovers(span, revision);
        KeepIfAskable(index, ref cell);
        cell.Renew(span);
    }

    /// <summary>A variable is given another value from this revision on. Takes over the lease on it.</summary>
    public void Replace(int index, ref Cell variable, Revision revision, in Value value)
    {
        pastValues.KeepNewest(index, ref variable, variable.Span.CutBefore(revision));
        variable.Hold(value, RevisionSpan.Since(revision), isNew: true);
    }

    /// <summary>
    /// Lets go of an array that nobody can ask for any more before the next one is computed, which takes its memory.
    /// </summary>
    public void DropStale(ref Cell cell)
    {
        if (cell.Content is NdArray && cell.Span.Until < pastValues.Oldest && !cell.Node.ComparesValues) cell.Drop();
    }

    /// <summary>Whether the value counts as the one that the cell has.</summary>
    public static bool IsSame(ref Cell cell, in Value value) =>
        value.IsNumber
            ? Value.AreSameNumber(cell.Value, value)
            : cell.Node.ComparesValues && Value.AreSameArray(cell.Value, value);

    /// <summary>A value that was dropped, or computed twice, comes back: the version and its revisions stay.</summary>
    private static void Restore(ref Cell cell, in Value value)
    {
        if (!cell.HasValue)
        {
            cell.Put(value);
            return;
        }

        ShardLaws.CheckSame(ref cell, value);
        value.Release();
    }

    private void KeepIfAskable(int index, ref Cell cell)
    {
        if (cell.HasValue && cell.Span.Until >= pastValues.Oldest) pastValues.KeepNewest(index, ref cell, cell.Span);
    }
}
