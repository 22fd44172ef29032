namespace Dataflow.Nodes;

/// <summary>Finds what somebody may have meant by a name that does not exist.</summary>
internal static class NearestNames
{
    private const int Most = 3;

    /// <summary>Up to three known names, the nearest first; none that has little in common with it.</summary>
    public static IReadOnlyList<string> Of(string unknown, IEnumerable<string> known)
    {
        int farthest = 1 + (unknown.Length / 3);
        return
        [
            .. known.Select(name => (Name: name, Distance: Distance(unknown, name)))
                .Where(it => it.Distance <= farthest)
                .OrderBy(it => it.Distance).ThenBy(it => it.Name, StringComparer.Ordinal)
                .Select(it => it.Name).Take(Most),
        ];
    }

    /// <summary>The end of a message: `; did you mean a, b or c?`, or nothing.</summary>
    public static string Hint(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "";
        string first = string.Join(", ", names.SkipLast(1).Select(name => $"'{name}'"));
        return $"; did you mean {(first.Length == 0 ? "" : first + " or ")}'{names[^1]}'?";
    }

    /// <summary>How many letters must be put in, taken out or changed to make one of the other.</summary>
    private static int Distance(string x, string y)
    {
        int[] above = [.. Enumerable.Range(0, y.Length + 1)];
        for (int i = 0; i < x.Length; i++)
        {
            int[] row = new int[y.Length + 1];
            row[0] = i + 1;
            for (int j = 0; j < y.Length; j++)
            {
                int change = above[j] + (char.ToUpperInvariant(x[i]) == char.ToUpperInvariant(y[j]) ? 0 : 1);
                row[j + 1] = Math.Min(change, Math.Min(above[j + 1], row[j]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
