namespace Dataflow.Tidy.Source;

/// <summary>A C# file: its path from the repository's root, with slashes, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<string> _code = new(() => CodeText.Of(Text));

    /// <summary>The text without comments and strings; see <see cref="CodeText"/>.</summary>
    public string Code => _code.Value;

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public IReadOnlyList<string> CodeLines => Code.TrimEnd('\n').Split('\n');

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>What a finding begins with: the path and the line, from 1, of the character at an index.</summary>
    public string Place(int index) => $"{Path}:{LineOf(index)}";

    /// <summary>The line, from 1, in which the character at an index stands.</summary>
    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}
