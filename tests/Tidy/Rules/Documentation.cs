using System.Text.RegularExpressions;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>Every public type says what it is; of a partial type, one part does.</summary>
internal static class Documentation
{
    private static readonly Regex Summary = Pattern.Of(@"<summary>\s*[^\s<]|<summary>\s*<see|<inheritdoc");

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from type in files.Where(file => file.IsIn("src")).SelectMany(Declarations.In)
        where type.IsPublic
        group type by (Folder: string.Join('/', type.File.Path.Split('/').Take(2)), type.Name) into parts
        where !parts.Any(HasSummary)
        let first = parts.First()
        select $"{first.File.Place(first.Index)}: {first.Name} is public and has no summary";

    private static bool HasSummary(TypeDeclaration type)
    {
        IEnumerable<string> comment = type.File.Lines.Take(type.File.LineOf(type.Index) - 1).Reverse()
            .SkipWhile(line => !IsComment(line) && IsBeforeType(line))
            .TakeWhile(IsComment).Reverse()
            .Select(line => line.Trim().TrimStart('/'));
        return Summary.IsMatch(string.Join(' ', comment));
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("///", StringComparison.Ordinal);

    /// <summary>Whether a line may stand between a type and its comment: attributes, pragmas, or nothing.</summary>
    private static bool IsBeforeType(string line) => line.Trim() is "" or ['[', ..] or ['#', ..] or [.., ']'];
}
