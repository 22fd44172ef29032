using System.Globalization;

namespace Dataflow.Nodes;

/// <summary>
/// Which request of those that one asker sends; a request that is sent again keeps its number.
/// </summary>
internal readonly record struct RequestNumber(long Number)
{
    public RequestNumber Next => new(Number + 1);

    public static bool operator <(RequestNumber left, RequestNumber right) => left.Number < right.Number;

    public static bool operator >(RequestNumber left, RequestNumber right) => left.Number > right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
