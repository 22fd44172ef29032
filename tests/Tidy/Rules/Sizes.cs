using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>How long lines, members and files may be, and what no line may end with.</summary>
internal static class Sizes
{
    public const int LongestLine = 120;
    public const int LongestMember = 50;
    public const int LongestFile = 300;

    public static IEnumerable<string> Violations(SourceFile file) =>
        LongFile(file).Concat(Lines(file)).Concat(LongMembers(file));

    private static IEnumerable<string> LongFile(SourceFile file)
    {
        int lines = file.Lines.Count;
        if (lines > LongestFile) yield return $"{file.Path}: {lines} lines, of at most {LongestFile}";
    }

    private static IEnumerable<string> Lines(SourceFile file)
    {
        for (int i = 0; i < file.Lines.Count; i++)
        {
            string line = file.Lines[i];
            if (line.Length > LongestLine)
            {
                yield return $"{file.Path}:{i + 1}: {line.Length} characters, of at most {LongestLine}";
            }

            if (line.Contains('\t', StringComparison.Ordinal)) yield return $"{file.Path}:{i + 1}: a tab";
            if (line.EndsWith(' ')) yield return $"{file.Path}:{i + 1}: spaces at the end";
        }
    }

    private static IEnumerable<string> LongMembers(SourceFile file) =>
        from member in Members.Of(file)
        let lines = member.LastLine - member.FirstLine + 1
        where lines > LongestMember && !member.IsData
        select $"{file.Path}:{member.FirstLine}: a member of {lines} lines, of at most {LongestMember}";
}
