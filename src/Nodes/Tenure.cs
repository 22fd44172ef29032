using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// A time in which one member is a graph's home; a later one has a greater number. A store refuses steps of earlier
/// ones.
/// </summary>
internal readonly record struct Tenure(long Number)
{
    public static bool operator <(Tenure left, Tenure right) => left.Number < right.Number;

    public static bool operator >(Tenure left, Tenure right) => left.Number > right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
