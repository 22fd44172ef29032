using System.Reflection;

namespace Dataflow;

/// <summary>
/// Every operator there is. They are found once, by their <c>public static readonly Operator Definition</c>, so
/// adding one touches no list.
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
    public static Operator? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Up to three names that <paramref name="unknown"/> was perhaps meant to be, the nearest first.</summary>
    public static IReadOnlyList<string> Nearest(string unknown)
    {
        int farthest = 1 + (unknown.Length / 3);
        return [.. All.Select(op => (op.Name, Edits: EditDistance(unknown, op.Name)))
            .Where(near => near.Edits <= farthest)
            .OrderBy(near => near.Edits).ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(3).Select(near => near.Name)];
    }

    private static IEnumerable<Operator> FindAll() => typeof(OperatorCatalogue).Assembly.GetTypes()
        .Select(type => type.GetField(FieldName, BindingFlags.Public | BindingFlags.Static))
        .Where(field => field?.FieldType == typeof(Operator))
        .Select(field => (Operator)field!.GetValue(null)!);

    /// <summary>How many letters must be put in, taken out or changed to make one word of the other.</summary>
    private static int EditDistance(string x, string y)
    {
        int[] row = [.. Enumerable.Range(0, y.Length + 1)];
        for (int i = 1; i <= x.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(x[i - 1]) == y[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
