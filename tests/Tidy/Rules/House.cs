using System.Text.RegularExpressions;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>
/// The order of the folders of src/Nodes, in which a value travels: a file may use only what its own or an earlier
/// folder declares. Types that users see share one namespace, so names of types are looked for, not only usings.
/// </summary>
internal static class House
{
    private const string Root = "src/Nodes/";

    /// <summary>The folders, earlier ones first; the empty name is the root, where the words are.</summary>
    private static readonly string[] Order =
    [
        "", "Memory", "Kernels", "Operators", "Arrays", "Graphs", "Planning",
        "Actors", "Wire", "Storage", "Evaluation", "Cluster", "Engine",
    ];

    private static readonly Regex Namespace = Pattern.Of(@"\bDataflow\.Nodes\.(?<folder>\w+)");

    /// <summary>Every use of a later folder from an earlier one.</summary>
    public static IEnumerable<string> Violations(IEnumerable<SourceFile> files)
    {
        SourceFile[] nodes = [.. files.Where(file => file.IsIn("src/Nodes"))];
        Dictionary<string, int> ranks = RanksOfTypes(nodes);
        return nodes.SelectMany(file => RankOf(file) < 0
            ? [$"{file.Path}: its folder is not in the order of the house"]
            : LateNamespaces(file).Concat(LateTypes(file, ranks)));
    }

    private static int RankOf(SourceFile file)
    {
        string[] parts = file.Path[Root.Length..].Split('/');
        return Array.IndexOf(Order, parts.Length > 1 ? parts[0] : "");
    }

    /// <summary>The earliest folder that declares a name.</summary>
    private static Dictionary<string, int> RanksOfTypes(IEnumerable<SourceFile> files)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TypeDeclaration type in files.SelectMany(Declarations.In).Where(type => !type.IsPrivate))
        {
            int rank = RankOf(type.File);
            ranks[type.Name] = Math.Min(rank, ranks.GetValueOrDefault(type.Name, rank));
        }

        return ranks;
    }

    private static IEnumerable<string> LateNamespaces(SourceFile file) =>
        from match in Namespace.Matches(file.Code)
        let folder = match.Groups["folder"].Value
        where Array.IndexOf(Order, folder) > RankOf(file)
        select $"{file.Place(match.Index)}: {folder} comes after {NameOf(RankOf(file))}";

    private static IEnumerable<string> LateTypes(SourceFile file, Dictionary<string, int> ranks) =>
        from use in TypeUses.In(file)
        let rank = ranks.GetValueOrDefault(use.Name, -1)
        where rank > RankOf(file)
        select $"{file.Place(use.Index)}: {use.Name} is of {NameOf(rank)}, which comes after {NameOf(RankOf(file))}";

    private static string NameOf(int rank) => rank == 0 ? "the root" : Order[rank];
}
