namespace Dataflow.Nodes;

/// <summary>
/// The revisions for which a value is known to hold, both ends included. <see cref="Open"/> as the last one means that
/// no change is known yet.
/// </summary>
internal readonly record struct RevisionSpan(long From, long Until)
{
    public const long Open = long.MaxValue;

    /// <summary>Holds at no revision that can be asked for.</summary>
    public static readonly RevisionSpan Never = new(-1, -1);

    /// <summary>Holds at every revision: a constant's.</summary>
    public static readonly RevisionSpan Always = new(0, Open);

    public bool IsOpen => Until == Open;

    public bool Covers(long revision) => From <= revision && revision <= Until;

    public RevisionSpan Intersect(RevisionSpan other) =>
        new(Math.Max(From, other.From), Math.Min(Until, other.Until));

    /// <summary>What is left when something changes at <paramref name="revision"/>.</summary>
    public RevisionSpan CutBefore(long revision) => new(From, Math.Min(Until, revision - 1));
}
