using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// A time in which the same shards work a graph. Messages between members count only in the era that they were sent in.
/// </summary>
internal readonly record struct Era(long Number)
{
    public Era Next => new(Number + 1);

    public static bool operator <(Era left, Era right) => left.Number < right.Number;

    public static bool operator >(Era left, Era right) => left.Number > right.Number;

    public static bool operator <=(Era left, Era right) => left.Number <= right.Number;

    public static bool operator >=(Era left, Era right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
