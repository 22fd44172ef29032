using Dataflow.Nodes;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// Every operator there is. The build finds them by their <c>public static readonly Operator Definition</c> and writes
/// the list, so adding one touches none, and programs that are trimmed or published ahead of time have them all.
/// </summary>
public static class OperatorCatalogue
{
    private static readonly Dictionary<string, Operator> ByName =
        OperatorList.All.ToDictionary(op => op.Name, StringComparer.Ordinal);

    /// <summary>All operators, by name.</summary>
    public static IReadOnlyList<Operator> All { get; } =
        [.. ByName.Values.OrderBy(op => op.Name, StringComparer.Ordinal)];

    /// <summary>The operator of that name; null when there is none.</summary>
    public static Operator? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name);
    }

    /// <summary>Up to three names that <paramref name="unknown"/> was perhaps meant to be, the nearest first.</summary>
    public static IReadOnlyList<string> Nearest(string unknown)
    {
        ArgumentNullException.ThrowIfNull(unknown);
        return NearestNames.Of(unknown, All.Select(op => op.Name));
    }
}
