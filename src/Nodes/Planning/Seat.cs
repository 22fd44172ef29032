namespace Dataflow.Nodes.Planning;

/// <summary>Where a node lives: the run whose actor owns it, and which of its cells it is.</summary>
internal readonly record struct Seat(RunId Run, int Cell)
{
    /// <summary>Not planned yet.</summary>
    public static readonly Seat None = new(default, -1);

    public bool IsTaken => Cell >= 0;
}
