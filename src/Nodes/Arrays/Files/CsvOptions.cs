namespace Dataflow;

/// <summary>Whether the first line of a table has the names of its columns.</summary>
public enum CsvHeader
{
    /// <summary>
    /// It has if none of its fields is a number, looks like one (`1.#INF`) or stands for a missing one (`NA`), not all
    /// are empty, and the next line has as many fields. The line that scikit-learn puts first, `569,30,malignant,benign`,
    /// is taken for a header too if there are so many rows and columns.
    /// </summary>
    Auto,

    /// <summary>It has.</summary>
    Present,

    /// <summary>It is numbers like all others.</summary>
    Absent,
}

/// <summary>What becomes of fields without a number: empty ones, NA, N/A, nan, null, NULL and -.</summary>
public enum CsvMissing
{
    /// <summary>They are errors, but for nan, which is a number.</summary>
    Error,

    /// <summary>They are NaN.</summary>
    NaN,
}

/// <summary>How a file of numbers in lines is laid out, and which part of it is wanted.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between two numbers. Default a comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands before the fraction of a number. Default a point.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>Whether the first line has the names of the columns. Default: found out.</summary>
    public CsvHeader Header { get; init; }

    /// <summary>How many lines are not looked at, before the header if there is one. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>
    /// What begins a comment, which ends with its line; not within quotes. Empty: nothing does. Default null: only lines
    /// that begin with `# `, as NumPy's <c>savetxt</c> writes them, are comments.
    /// </summary>
    public string? Comment { get; init; }

    /// <summary>What becomes of fields without a number. Default: an error.</summary>
    public CsvMissing Missing { get; init; }

    /// <summary>Which columns are wanted. Default: all.</summary>
    public CsvColumns Columns { get; init; } = CsvColumns.All;

    /// <summary>What is wrong with these options, whatever the file is; null if nothing is.</summary>
    internal string? Problem
    {
        get
        {
            if (!IsSeparator(Delimiter))
                return "the delimiter should be a character that is no part of a number or a text, such as ';' or tab";
            if (!IsSeparator(Decimal) || char.IsWhiteSpace(Decimal))
                return "the decimal character should be no part of a number or a text: '.' or ','";
            if (Delimiter == Decimal)
                return $"both delimiter and decimal are '{Decimal}'; files with a decimal comma mostly have delimiter ';'";
            if (Comment is [var first, ..] && (first == Delimiter || char.IsWhiteSpace(first) || IsOfNumber(first)))
                return "the comment should begin with a character that is no part of a number and not the delimiter";
            return Skip < 0 ? $"skip should be 0 or more lines, not {Skip}" : null;
        }
    }

    private static bool IsSeparator(char character) =>
        character is not ('"' or '\r' or '\n' or '\0' or '+' or '-') && !char.IsLetterOrDigit(character);

    private static bool IsOfNumber(char character) =>
        character is '"' or '\0' or '+' or '-' or '.' || char.IsDigit(character);
}
