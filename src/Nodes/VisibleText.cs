using System.Globalization;
using System.Text;

namespace Dataflow.Nodes;

/// <summary>
/// Text on its way to a terminal or a log for people. What names from outside may have in them that is not seen, but
/// acts, is shown as what it is: control characters, which move the cursor and colour what follows; ends of lines, which
/// make one line of a log two; marks that turn the direction of writing, which show a name other than it is; and halves
/// of characters. Everything else stays, in all languages.
/// </summary>
internal static class VisibleText
{
    private const int LastOfFourDigits = 0xFFFF;

    /// <summary>The text, with what is not seen written out: <c>\n</c>, <c>\u001b</c>, <c>\U000e0041</c>.</summary>
    public static string Of(string text) => Of(text, kept: '\0');

    /// <summary>The same of a line in which tabs stay what they are.</summary>
    public static string WithTabs(string line) => Of(line, kept: '\t');

    private static string Of(string text, char kept)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            bool isHalf = length == 1 && char.IsSurrogate(text[i]);
            if (!isHalf && (text[i] == kept || !Acts(rune))) shown?.Append(text, i, length);
            else (shown ??= new StringBuilder(text, 0, i, text.Length + 16)).Append(Name(isHalf ? text[i] : rune.Value));
            i += length;
        }

        return shown?.ToString() ?? text;
    }

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Name(int value) => value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= LastOfFourDigits => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    };
}
