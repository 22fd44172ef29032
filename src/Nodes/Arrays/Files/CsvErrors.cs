using System.Globalization;
using System.Text;

namespace Dataflow.Nodes.Arrays;

/// <summary>What can be wrong in a file of numbers, with file, line, column and text.</summary>
internal sealed class CsvErrors(string source)
{
    /// <summary>How many characters of a field an error shows.</summary>
    private const int Excerpt = 40;

    public FileFormatException Nothing() => new($"{source} has no line of numbers");

    public FileFormatException Columns(string problem) => new($"{source}: {problem}");

    /// <param name="line">The line that differs.</param>
    /// <param name="count">How many fields it has.</param>
    /// <param name="first">The line that it is compared with.</param>
    /// <param name="advice">What may be meant.</param>
    public FileFormatException Ragged(long line, int count, CsvLine first, string advice)
    {
        string fields = count == 1 ? "field" : "fields";
        return new(Text(
            $"{source}, line {line}: {count} {fields}, but line {first.Number} has {first.Fields.Length}{advice}"));
    }

    public FileFormatException NotANumber(long line, int column, ReadOnlySpan<char> text, string advice) =>
        At(line, column, $"{Shown(text)} is not a number{advice}");

    public FileFormatException Nul(long line, int column, ReadOnlySpan<char> text) => At(
        line, column, $"{Shown(UpToNul(text))} has a NUL character; a file of text has none, unless it is UTF-16");

    public FileFormatException Unclosed(long line, int column, ReadOnlySpan<char> text) =>
        At(line, column, $"the quote before {Shown(text[1..])} does not end");

    public FileFormatException BehindQuote(long line, int column, ReadOnlySpan<char> text) =>
        At(line, column, $"there is text behind the closing quote of {Shown(text)}");

    public FileFormatException TooLong(long line, int column, ReadOnlySpan<char> text) => At(line, column, text is ['"', ..]
        ? $"the quote before {Shown(text[1..])} does not end"
        : $"{Shown(text)} is too long for a number; is the delimiter right?");

    public FileFormatException LineTooLong(long line) =>
        new(Text($"{source}, line {line}: it is longer than {CsvWindow.MaxLength} characters"));

    private FileFormatException At(long line, int column, string what) =>
        new(Text($"{source}, line {line}, column {column + 1}: {what}"));

    private static ReadOnlySpan<char> UpToNul(ReadOnlySpan<char> text) => text[..(text.IndexOf('\0') + 1)];

    /// <summary>The text in quotes, shortened, on one line and without characters that a terminal would obey.</summary>
    private static string Shown(ReadOnlySpan<char> text)
    {
        StringBuilder shown = new("\"");
        foreach (char character in text[..Math.Min(text.Length, Excerpt)])
        {
            if (!char.IsControl(character)) shown.Append(character);
            else shown.Append(character switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => Escaped(character) });
        }

        return shown.Append(text.Length > Excerpt ? "...\"" : "\"").ToString();
    }

    private static string Escaped(char character) => Text($"\\u{(int)character:X4}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
