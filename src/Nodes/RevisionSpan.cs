namespace Dataflow.Nodes;

/// <summary>
/// The revisions for which a value is known to hold, both ends included. <see cref="Open"/> as the last one means that
/// no change is known yet.
/// </summary>
internal readonly record struct RevisionSpan(Revision From, Revision Until)
{
    /// <summary>Holds at no revision that can be asked for.</summary>
    public static readonly RevisionSpan Never = new(new Revision(-1), new Revision(-1));

    /// <summary>Holds at every revision: a constant's.</summary>
    public static readonly RevisionSpan Always = Since(Revision.First);

    /// <summary>After every revision.</summary>
    public static Revision Open => new(long.MaxValue);

    public bool IsOpen => Until == Open;

    /// <summary>From this revision on, until something changes.</summary>
    public static RevisionSpan Since(Revision revision) => new(revision, Open);

    /// <summary>At just this revision.</summary>
    public static RevisionSpan At(Revision revision) => new(revision, revision);

    public bool Covers(Revision revision) => From <= revision && revision <= Until;

    public RevisionSpan Intersect(RevisionSpan other) =>
        new(Revision.Max(From, other.From), Revision.Min(Until, other.Until));

    /// <summary>What is left when something changes at <paramref name="revision"/>.</summary>
    public RevisionSpan CutBefore(Revision revision) => new(From, Revision.Min(Until, revision.Previous));
}
