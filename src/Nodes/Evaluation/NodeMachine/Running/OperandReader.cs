namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What the operands of a cell have at a revision: the newest value, or a past one that still covers it. Whoever reads
/// borrows, and notes which versions it has seen.
/// </summary>
internal sealed class OperandReader(CellTable table)
{
    /// <summary>The operands' values, in their order.</summary>
    public Value[] ValuesAt(ref Cell cell, Revision revision)
    {
        var values = new Value[cell.OperandCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = ValueAt(ref table.OperandAt(cell.FirstEdge + i), revision);
        return values;
    }

    /// <summary>The operands' versions, in their order.</summary>
    public Version[] VersionsAt(ref Cell cell, Revision revision)
    {
        var versions = new Version[cell.OperandCount];
        for (int i = 0; i < versions.Length; i++)
            versions[i] = VersionAt(ref table.OperandAt(cell.FirstEdge + i), revision);
        return versions;
    }

    /// <summary>The operands' values, if all of them are numbers.</summary>
    public bool TryNumbersAt(ref Cell cell, Revision revision, Span<double> numbers)
    {
        for (int i = 0; i < cell.OperandCount; i++)
        {
            if (!TryNumberAt(ref table.OperandAt(cell.FirstEdge + i), revision, out numbers[i])) return false;
        }

        return true;
    }

    /// <summary>Borrows all operands, and says for which revisions they all hold.</summary>
    public RevisionSpan Borrow(ref Cell cell, Revision revision)
    {
        RevisionSpan span = RevisionSpan.Always;
        for (int index = cell.FirstEdge; index < cell.EndEdge; index++)
        {
            ref Edge edge = ref table.EdgeAt(index);
            ref Cell operand = ref table[edge.Operand];
            span = span.Intersect(SpanAt(ref operand, revision));
            table.Lend(ref operand, ref edge, index);
        }

        return span;
    }

    /// <summary>The same, and notes which versions of the operands the newest value comes from.</summary>
    public RevisionSpan BorrowAndSee(ref Cell cell, Revision revision)
    {
        RevisionSpan span = RevisionSpan.Always;
        bool isNewest = cell.Span.From <= revision;
        for (int index = cell.FirstEdge; index < cell.EndEdge; index++)
        {
            ref Edge edge = ref table.EdgeAt(index);
            ref Cell operand = ref table[edge.Operand];
            span = span.Intersect(SpanAt(ref operand, revision));
            if (isNewest) edge.Seen = VersionAt(ref operand, revision);
            table.Lend(ref operand, ref edge, index);
        }

        return span;
    }

    /// <summary>The cell's newest value comes from these versions of its operands.</summary>
    public void See(ref Cell cell, ReadOnlySpan<Version> versions)
    {
        for (int i = 0; i < versions.Length; i++) table.EdgeAt(cell.FirstEdge + i).Seen = versions[i];
    }

    /// <summary>The cell's value comes from no versions that count: it runs again when it is needed.</summary>
    public void Unsee(ref Cell cell)
    {
        for (int edge = cell.FirstEdge; edge < cell.EndEdge; edge++) table.EdgeAt(edge).Seen = Version.None;
    }

    /// <summary>Whether the cell's value comes from the newest versions of all its operands.</summary>
    public bool HasSeenNewest(ref Cell cell)
    {
        for (int edge = cell.FirstEdge; edge < cell.EndEdge; edge++)
        {
            if (table.EdgeAt(edge).Seen != table.OperandAt(edge).Version) return false;
        }

        return true;
    }

    private static Value ValueAt(ref Cell operand, Revision revision) =>
        operand.Satisfies(revision, Need.Value) ? operand.Value : PastAt(ref operand, revision, Need.Value).Value;

    private static bool TryNumberAt(ref Cell operand, Revision revision, out double number)
    {
        if (operand.Satisfies(revision, Need.Value))
        {
            number = operand.Number;
            return operand.Content is null;
        }

        Value past = PastAt(ref operand, revision, Need.Value).Value;
        number = past.Number;
        return past.IsNumber;
    }

    private static Version VersionAt(ref Cell operand, Revision revision)
    {
        if (IsFromNewest(ref operand, revision)) return operand.Version;
        return operand.Extras!.TryFindPast(revision, Need.Version, out PastValue? past) ? past.Version : Version.None;
    }

    private static RevisionSpan SpanAt(ref Cell operand, Revision revision) => IsFromNewest(ref operand, revision)
        ? operand.Span
        : PastAt(ref operand, revision, Need.Version).Span;

    private static PastValue PastAt(ref Cell operand, Revision revision, Need need)
    {
        bool isKnown = operand.Extras!.TryFindPast(revision, need, out PastValue? past);
        Invariant.Holds(isKnown, "an operand that answered is there when it is read");
        return past!;
    }

    /// <summary>
    /// Whether what is read of an operand is its newest value. It is a past one where the newest was let go and one is
    /// remembered; that may be another, if it came from an evaluation that was given up.
    /// </summary>
    private static bool IsFromNewest(ref Cell operand, Revision revision) =>
        operand.Span.Covers(revision)
        && (operand.HasValue || operand.Extras?.TryFindPast(revision, Need.Value, out _) is not true);
}
