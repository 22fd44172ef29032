using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// A state of a graph's variables: each step of assignments publishes the next one. Values hold for a span of them.
/// </summary>
internal readonly record struct Revision(long Number) : IComparable<Revision>
{
    /// <summary>A graph's, before anything was assigned.</summary>
    public static Revision First => default;

    public static Revision Max(Revision one, Revision other) => one < other ? other : one;

    public static Revision Min(Revision one, Revision other) => one < other ? one : other;

    public Revision Previous => new(Number - 1);

    public Revision Next => new(Number + 1);

    public static bool operator <(Revision left, Revision right) => left.Number < right.Number;

    public static bool operator >(Revision left, Revision right) => left.Number > right.Number;

    public static bool operator <=(Revision left, Revision right) => left.Number <= right.Number;

    public static bool operator >=(Revision left, Revision right) => left.Number >= right.Number;

    public int CompareTo(Revision other) => Number.CompareTo(other.Number);

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
