using System.Text.RegularExpressions;

namespace Dataflow.Tidy.Source;

/// <summary>A type that a file declares: its name, where it stands in the text, and who may use it.</summary>
internal sealed record TypeDeclaration(SourceFile File, string Name, int Index)
{
    public bool IsPublic { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>Whether other files may declare parts of it, too.</summary>
    public bool IsPartial { get; init; }
}

/// <summary>
/// Finds the types that a file declares. The name of a generic type ends in <c>&lt;&gt;</c>: it is another type than
/// the one that is called the same without.
/// </summary>
internal static class Declarations
{
    private const string Modifiers =
        @"(?<modifiers>((public|internal|private|protected|file|static|sealed|abstract|readonly|ref|partial|unsafe|new)"
        + @"\s+)*)";

    private static readonly Regex Type = Pattern.Of(
        Modifiers + @"\b(record\s+(struct|class)|class|struct|record|interface|enum)\s+"
        + @"(?<name>[A-Z]\w*)(?<generic><)?");

    private static readonly Regex Delegate = Pattern.Of(
        Modifiers + @"\bdelegate\s+(?!\*)[^;{}()=]*?\b(?<name>[A-Z]\w*)\s*(?<generic><[^>()]*>)?\s*\(");

    public static IEnumerable<TypeDeclaration> In(SourceFile file) =>
        Type.Matches(file.Code).Concat(Delegate.Matches(file.Code)).OrderBy(match => match.Index)
            .Select(match => Declare(file, match));

    /// <summary>The name that a match found, with the end that generic types have.</summary>
    public static string NameOf(Match match) =>
        match.Groups["name"].Value + (match.Groups["generic"].Success ? "<>" : "");

    private static TypeDeclaration Declare(SourceFile file, Match match)
    {
        string modifiers = match.Groups["modifiers"].Value;
        return new TypeDeclaration(file, NameOf(match), match.Index)
        {
            IsPublic = modifiers.Contains("public", StringComparison.Ordinal),
            IsPrivate = modifiers.Contains("private", StringComparison.Ordinal)
                && !modifiers.Contains("protected", StringComparison.Ordinal),
            IsPartial = modifiers.Contains("partial", StringComparison.Ordinal),
        };
    }
}
