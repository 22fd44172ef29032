using System.Text.RegularExpressions;

namespace Dataflow.Tidy.Source;

/// <summary>
/// Finds the names in a file that may mean a type. A name after a dot is a member, and so is a name that is being
/// declared. Names of generic types end as those of <see cref="Declarations"/>. A file's own members hide types of
/// other folders that are called the same, except where only a type can stand: before a name that it declares, and
/// after new.
/// </summary>
internal static class TypeUses
{
    private static readonly Regex Name = Pattern.Of(@"(?<![\w.@])(?<name>[A-Z]\w*)\b(?<generic><)?");

    /// <summary>A name with its type before it: a property, field, method, parameter or enum's member.</summary>
    private static readonly Regex Declared = Pattern.Of(
        @"[\w>\]?*)]\s+(?<name>[A-Z]\w*)\s*([;,){(=]|<[\w\s,]*>\s*\()|^\s*(?<name>[A-Z]\w*)\s*(=[^>=\n].*|),?\s*$",
        RegexOptions.Multiline);

    private static readonly Regex Keyword = Pattern.Of(
        @"\b(new|is|as|case|not|or|and|return|typeof|in|out|ref|await|throw|else|when|yield)\s*$");

    private static readonly Regex SurelyType = Pattern.Of(
        @"(?<=\bnew\s+)\G|\G\w+(<[^;{}()=]*>)?[?\[\],]*\s+"
        + @"(?!(is|as|and|or|when|in|with|switch|where|join)\b)[A-Za-z_]");

    public static IEnumerable<(string Name, int Index)> In(SourceFile file)
    {
        HashSet<string> types = [.. Declarations.In(file).Select(type => type.Name)];
        HashSet<string> members = [.. OwnMembers(file.Code)];
        return from use in Name.Matches(file.Code)
               let type = Declarations.NameOf(use)
               where !types.Contains(type)
               where !members.Contains(use.Groups["name"].Value) || SurelyType.IsMatch(file.Code, use.Index)
               select (type, use.Index);
    }

    private static IEnumerable<string> OwnMembers(string code) =>
        from match in Declared.Matches(code)
        let name = match.Groups["name"]
        where !Keyword.IsMatch(code[Math.Max(0, name.Index - 12)..name.Index])
        select name.Value;
}
