using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// A time in which one member is a graph's home; a later one has a greater number. A store refuses steps of earlier
/// ones.
/// </summary>
internal readonly record struct Tenure(long Number)
{
    public Tenure Next => new(Number + 1);

    public static bool operator <(Tenure left, Tenure right) => left.Number < right.Number;

    public static bool operator >(Tenure left, Tenure right) => left.Number > right.Number;

    public static bool operator <=(Tenure left, Tenure right) => left.Number <= right.Number;

    public static bool operator >=(Tenure left, Tenure right) => left.Number >= right.Number;

    public bool Equals(Tenure other) => Number == other.Number;

    public override int GetHashCode() => Number.GetHashCode();

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
