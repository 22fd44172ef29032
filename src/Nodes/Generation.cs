using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// Which of a graph's journals, one after the other, in its folder.
/// </summary>
internal readonly record struct Generation(long Number)
{
    public Generation Previous => new(Number - 1);

    public Generation Next => new(Number + 1);

    public static bool operator <(Generation left, Generation right) => left.Number < right.Number;

    public static bool operator >(Generation left, Generation right) => left.Number > right.Number;

    public static bool operator <=(Generation left, Generation right) => left.Number <= right.Number;

    public static bool operator >=(Generation left, Generation right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
