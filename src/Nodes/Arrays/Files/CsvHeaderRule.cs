using System.Globalization;

namespace Dataflow.Nodes.Arrays;

/// <summary>Decides whether the first line of a table is its header. A line of data is never taken for one.</summary>
internal static class CsvHeaderRule
{
    public static bool IsHeader(CsvLine first, CsvLine? second, CsvOptions options) => options.Header switch
    {
        CsvHeader.Present => true,
        CsvHeader.Absent => false,
        _ => options.Columns.Names is not null || (second is not null && HasNames(first, second)),
    };

    /// <summary>
    /// How many rows scikit-learn's first line announces: rows, columns but the last, names of classes. Null if it is no
    /// such line.
    /// </summary>
    public static long? AnnouncedRows(CsvLine first, CsvLine? second, CsvOptions options)
    {
        bool isPossible = options.Header != CsvHeader.Absent && options.Columns.Names is null
            && second is not null && second.Fields.Length != first.Fields.Length && first.Fields.Length > 2;
        if (!isPossible || Whole(first.Fields[1]) != second!.Fields.Length - 1) return null;
        return first.Fields.Skip(2).All(IsName) ? Whole(first.Fields[0]) : null;
    }

    private static bool HasNames(CsvLine first, CsvLine second) =>
        first.Fields.Length == second.Fields.Length
        && Array.TrueForAll(first.Fields, field => field.Length == 0 || IsName(field))
        && Array.Exists(first.Fields, IsName);

    private static bool IsName(string field) => !CsvFields.LooksLikeNumber(field) && !CsvFields.IsMissing(field);

    private static long? Whole(string field) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
}
