using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dataflow.Nodes;

namespace Dataflow;

/// <summary>
/// Every operator there is. They are found once, by their <c>public static readonly Operator Definition</c>, so
/// adding one touches no list. In a program that is trimmed or published ahead of time they are all there too:
/// <c>ILLink.Descriptors.xml</c> keeps them.
/// </summary>
public static class OperatorCatalogue
{
    private const string FieldName = "Definition";
    private static readonly Dictionary<string, Operator> ByName =
        FindAll().ToDictionary(op => op.Name, StringComparer.Ordinal);

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

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The descriptor keeps the operators' fields.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The descriptor keeps the operators' fields.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The descriptor keeps the operators' fields.")]
    private static IEnumerable<Operator> FindAll() => typeof(OperatorCatalogue).Assembly.GetTypes()
        .Select(type => type.GetField(FieldName, BindingFlags.Public | BindingFlags.Static))
        .Where(field => field?.FieldType == typeof(Operator))
        .Select(field => (Operator)field!.GetValue(null)!);
}
