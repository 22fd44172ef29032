using System.Globalization;
using System.Numerics;

namespace Dataflow.Nodes;

/// <summary>
/// Numbers as people and programs write them, whatever the language of the machine: the one place that reads them for
/// scripts, the command line, CSV files and configuration.
/// </summary>
internal static class NumberText
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Longer numbers with another decimal point are no numbers of people.</summary>
    private const int MaxLength = 1024;

    /// <summary>
    /// A decimal number, rounded once; or nan, inf or infinity in any case. A sign or none before it, blanks around it,
    /// and nothing else. What is too large is an infinity.
    /// </summary>
    public static bool TryParse<T>(ReadOnlySpan<char> text, out T value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        text = text.Trim(" \t");
        value = T.Zero;
        if (text.IsEmpty) return false;
        int signs = text[0] is '+' or '-' ? 1 : 0;
        if (text.Length > signs && char.IsAsciiLetter(text[signs])) return TryParseWord(text, signs, out value);

        // The library takes NUL characters behind a number for nothing, and its own symbol for infinity.
        return (char.IsAsciiDigit(text[^1]) || text[^1] == '.')
            && T.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>As the other one, with another character where other people write a point.</summary>
    public static bool TryParse<T>(ReadOnlySpan<char> text, char decimalPoint, out T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (decimalPoint == '.') return TryParse(text, out value);
        value = T.Zero;
        if (text.Contains('.')) return false;
        int point = text.IndexOf(decimalPoint);
        if (point < 0) return TryParse(text, out value);
        if (text.Length > MaxLength) return false;
        Span<char> usual = stackalloc char[text.Length];
        text.CopyTo(usual);
        usual[point] = '.';
        return TryParse(usual, out value);
    }

    /// <summary>The number; for texts that were found to be numbers before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static T Parse<T>(string text) where T : unmanaged, IFloatingPointIeee754<T> =>
        TryParse(text, out T value) ? value : throw new FormatException($"'{text}' is not a number");

    /// <summary>Whether a text is, in any case, the name of a number that has no digits.</summary>
    public static bool IsWord(ReadOnlySpan<char> text) => IsNaN(text) || IsInfinity(text);

    private static bool TryParseWord<T>(ReadOnlySpan<char> text, int signs, out T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<char> word = text[signs..];
        value = IsNaN(word) ? T.NaN : text[0] == '-' ? T.NegativeInfinity : T.PositiveInfinity;
        return IsWord(word);
    }

    private static bool IsNaN(ReadOnlySpan<char> text) => text.Equals("nan", StringComparison.OrdinalIgnoreCase);

    private static bool IsInfinity(ReadOnlySpan<char> text) =>
        text.Equals("inf", StringComparison.OrdinalIgnoreCase)
        || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
}
