using System.Text.RegularExpressions;

namespace Dataflow.Host.Tests.Documents;

/// <summary>
/// What a page says that is printed: <c>...</c> stands for anything, on a line of its own for any lines; a duration
/// stands for any duration.
/// </summary>
internal static partial class ExpectedText
{
    private const string Dots = "...";

    /// <summary>Whether what came is what was expected.</summary>
    public static bool Matches(string expected, string came) =>
        Regex.IsMatch(Lines(came), Pattern(expected), RegexOptions.Singleline, TimeSpan.FromSeconds(10));

    private static string Pattern(string expected) =>
        "^" + string.Concat(Lines(expected).TrimEnd('\n').Split('\n').Select(PatternOfLine)) + "$";

    private static string PatternOfLine(string line) => line.Trim() == Dots
        ? "([^\n]*\n)*?"
        : string.Join("[^\n]*?", line.Split(Dots).Select(Regex.Escape)) + "\n";

    /// <summary>Without what differs from run to run, and with one end of line behind the last.</summary>
    private static string Lines(string text) =>
        Duration().Replace(text.ReplaceLineEndings("\n"), "TIME").TrimEnd('\n') + "\n";

    [GeneratedRegex(@"\b\d+(\.\d+)? (ns|us|ms|s)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();
}
