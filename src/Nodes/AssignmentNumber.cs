using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// Which assignment of one client's session, counted from 1 by the client; one that is sent again keeps its number. 0:
/// none was made.
/// </summary>
internal readonly record struct AssignmentNumber(long Number)
{
    public static AssignmentNumber Max(AssignmentNumber one, AssignmentNumber other) => one < other ? other : one;

    public AssignmentNumber Next => new(Number + 1);

    public static bool operator <(AssignmentNumber left, AssignmentNumber right) => left.Number < right.Number;

    public static bool operator >(AssignmentNumber left, AssignmentNumber right) => left.Number > right.Number;

    public static bool operator <=(AssignmentNumber left, AssignmentNumber right) => left.Number <= right.Number;

    public static bool operator >=(AssignmentNumber left, AssignmentNumber right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
