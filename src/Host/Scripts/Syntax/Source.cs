using Dataflow.Nodes;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>The text that is being read: a script's lines, or the one line given to `eval`.</summary>
internal sealed class Source(string name, IReadOnlyList<string> lines)
{
    /// <summary>How much of a long line an error shows.</summary>
    private const int Excerpt = 120;

    /// <summary>What errors call it: the file as the user wrote it.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<string> Lines { get; } = lines;

    public static Source FromText(string name, string text) =>
        new(name, text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>The message with file, line and column before it, and the line with a caret below it.</summary>
    public string Describe(Position at, string message)
    {
        string line = Lines[at.Line - 1];
        int first = Math.Max(0, Math.Min(at.Column - 1 - (Excerpt / 2), line.Length - Excerpt));
        string shown = line.Substring(first, Math.Min(Excerpt, line.Length - first));
        string before = VisibleText.WithTabs(shown[..Math.Min(shown.Length, at.Column - 1 - first)]);
        // Tabs stay tabs, so that the caret stands below its character however wide a tab is shown.
        string blanks = string.Concat(before.Select(character => character == '\t' ? '\t' : ' '));
        return $"{VisibleText.Of(Name)}:{at.Line}:{at.Column}: {VisibleText.Of(message)}\n"
            + $"  {VisibleText.WithTabs(shown)}\n  {blanks}^";
    }
}
