using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// Which of the different values of one node, counted from 1 by the shard that has it. 0: it never had one.
/// </summary>
internal readonly record struct Version(int Number)
{
    /// <summary>There never was a value.</summary>
    public static Version None => default;

    public static Version Max(Version one, Version other) => one < other ? other : one;

    public static bool operator <(Version left, Version right) => left.Number < right.Number;

    public static bool operator >(Version left, Version right) => left.Number > right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
