using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>
/// All parts of a partial type stand in one folder. Parts in two would tie the folders to each other in both
/// directions, without either naming a type of the other.
/// </summary>
internal static class Partials
{
    public static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from type in files.SelectMany(Declarations.In)
        where type.IsPartial
        group type by (Project: string.Join('/', type.File.Path.Split('/').Take(2)), type.Name) into parts
        let folders = parts.Select(part => FolderOf(part.File)).Distinct(StringComparer.Ordinal).ToArray()
        where folders.Length > 1
        let first = parts.First()
        select $"{first.File.Place(first.Index)}: {first.Name} has parts in {string.Join(" and ", folders)}";

    private static string FolderOf(SourceFile file) => file.Path[..file.Path.LastIndexOf('/')];
}
