using System.Globalization;

namespace Dataflow.Host.Scripts;

/// <summary>The options of a .csv file in words, the same in scripts and on the command line.</summary>
internal static class CsvWords
{
    /// <summary>What each is called, in the order of the documents.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["columns", "delimiter", "decimal", "header", "skip", "comment", "missing"];

    /// <summary>The options with one of them set.</summary>
    /// <exception cref="FormatException">The text is not what it takes; the message says what it does.</exception>
    public static CsvOptions With(CsvOptions options, string name, string text) => name switch
    {
        "columns" => options with { Columns = Columns(text) },
        "delimiter" => options with { Delimiter = Delimiter(text) },
        "decimal" => options with { Decimal = Character("decimal", text, "such as \",\"") },
        "header" => options with { Header = Header(text) },
        "skip" => options with { Skip = Lines(text) },
        "comment" => options with { Comment = text },
        _ => options with { Missing = Missing(text) },
    };

    /// <summary>The columns from one to before another; below zero both count from the end.</summary>
    /// <exception cref="FormatException">There can be no such columns.</exception>
    public static CsvColumns Columns(IReadOnlyList<long> range)
    {
        bool isRange = range is [> int.MinValue and < int.MaxValue, > int.MinValue and <= int.MaxValue]
            && (range[0] < 0 != range[1] < 0 || range[0] < range[1]);
        return isRange
            ? CsvColumns.FromRange(IndexOf(range[0])..IndexOf(range[1]))
            : throw new FormatException("'columns' should be [first, end], where end is the first left out, or names");
    }

    /// <summary>On the command line: `0,30`, or names with commas between them.</summary>
    private static CsvColumns Columns(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        long[] numbers = new long[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
                return CsvColumns.Named(parts);
        }

        return Columns(numbers);
    }

    private static Index IndexOf(long column) => column < 0 ? ^(int)-column : (int)column;

    private static char Delimiter(string text) =>
        text is "\\t" or "tab" ? '\t' : Character("delimiter", text, "such as \";\", or \"\\t\" for a tab");

    private static char Character(string name, string text, string example) => text.Length == 1
        ? text[0] : throw new FormatException($"'{name}' should be one character, {example}");

    private static CsvHeader Header(string text) => text switch
    {
        "auto" => CsvHeader.Auto,
        "true" => CsvHeader.Present,
        "false" => CsvHeader.Absent,
        _ => throw new FormatException("'header' should be true, false or auto"),
    };

    private static CsvMissing Missing(string text) => text switch
    {
        "error" => CsvMissing.Error,
        "nan" => CsvMissing.NaN,
        _ => throw new FormatException("'missing' should be error or nan"),
    };

    private static int Lines(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count : throw new FormatException("'skip' should be a whole number of lines, 0 or more");
}
