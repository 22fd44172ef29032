namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// One operand of a cell, and the loan on it. The <see cref="CellTable"/> alone changes it, except for
/// <see cref="Seen"/>, which is the <see cref="OperandReader"/>'s.
/// </summary>
internal struct Edge
{
    /// <summary>Not lent: a wave from the operand need not come this way.</summary>
    public const int NotLent = -2;

    /// <summary>The end of an operand's list of loans.</summary>
    public const int NoMore = -1;

    public int User;

    public int Operand;

    /// <summary>The next loan of the same operand; <see cref="NotLent"/> when this is none.</summary>
    public int NextLoan;

    /// <summary>The loan before this one in that list, if this is one; <see cref="NoMore"/> for the first.</summary>
    public int PreviousLoan;

    /// <summary>The operand's version that the user's value was computed from.</summary>
    public Version Seen;

    /// <summary>Whether the operand's value is on loan to the user.</summary>
    public readonly bool IsLent => NextLoan != NotLent;
}
