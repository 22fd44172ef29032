using System.Text.RegularExpressions;

namespace Dataflow.Host.Tests.Documents;

/// <summary>Finds the fenced blocks of a page, and what the comment on the line before each says.</summary>
internal static partial class DocumentReader
{
    private const string Fence = "```";

    private static readonly string[] Commands = ["$ ", "dataflow ", "dotnet ", "tests/run", "export "];

    public static IReadOnlyList<DocumentBlock> Read(string text)
    {
        List<DocumentBlock> blocks = [];
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            int end = Array.IndexOf(lines, Fence, i + 1);
            if (end < 0) throw new FormatException($"the block in line {i + 1} does not end");
            string content = string.Join('\n', lines[(i + 1)..end]);
            blocks.Add(new(i + 1, UseOf(lines[i][Fence.Length..], content, i + 1), content, ExceptionBefore(lines, i)));
            i = end;
        }

        return blocks;
    }

    private static BlockUse UseOf(string language, string content, int line) => language switch
    {
        "csharp" => BlockUse.Program,
        "fsharp" => BlockUse.Elsewhere,
        "bash" => BlockUse.Commands,
        "text" => BlockUse.Picture,
        "" => Commands.Any(start => content.StartsWith(start, StringComparison.Ordinal))
            ? BlockUse.Commands : BlockUse.Output,
        "xml" => BlockUse.Picture,
        _ => throw new FormatException($"nothing is known to be done with the '{language}' in line {line}"),
    };

    private static string? ExceptionBefore(string[] lines, int fence) =>
        fence > 0 && Comment().Match(lines[fence - 1]) is { Success: true } found ? found.Groups["what"].Value : null;

    [GeneratedRegex("^<!-- (?<what>(not run|compiled only): .+) -->$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
