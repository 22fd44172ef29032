using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>What a field of a table is.</summary>
internal static class CsvFields
{
    /// <summary>The number of a field; NaN of a missing one where that is wanted.</summary>
    public static bool TryRead<T>(ReadOnlySpan<char> field, CsvOptions options, out T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (NumberText.TryParse(field, options.Decimal, out value)) return true;
        value = T.NaN;
        return options.Missing == CsvMissing.NaN && IsMissing(field);
    }

    /// <summary>Whether a field stands for a number that nobody knows.</summary>
    public static bool IsMissing(ReadOnlySpan<char> field) =>
        field.Trim(" \t") is "" or "NA" or "N/A" or "null" or "NULL" or "-"
        || field.Trim(" \t").Equals("nan", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it begins as a number does, be it one or not.</summary>
    public static bool LooksLikeNumber(ReadOnlySpan<char> field)
    {
        field = field.TrimStart(" \t");
        if (field is ['+' or '-', ..]) field = field[1..];
        if (field is ['.' or ',', ..]) field = field[1..];
        return field is [>= '0' and <= '9', ..] || NumberText.IsWord(field);
    }

    /// <summary>What may be meant by a field that is no number: the end of a message.</summary>
    public static string Advice(ReadOnlySpan<char> field, CsvOptions options)
    {
        if (IsMissing(field)) return "; the option missing: nan reads it as NaN";
        foreach (char other in ";\t|, ")
        {
            if (other != options.Delimiter && other != options.Decimal && IsList(field, other, options.Decimal))
                return $"; the delimiter is '{options.Delimiter}', should it be \"{(other == '\t' ? "\\t" : other)}\"?";
        }

        char point = options.Decimal == '.' ? ',' : '.';
        bool isOther = NumberText.TryParse(field, point, out double _);
        return isOther ? $"; the decimal character is '{options.Decimal}', should it be '{point}'?" : "";
    }

    private static bool IsList(ReadOnlySpan<char> field, char delimiter, char point)
    {
        if (!field.Contains(delimiter)) return false;
        foreach (Range part in field.Split(delimiter))
        {
            if (!NumberText.TryParse(field[part], point, out double _)) return false;
        }

        return true;
    }
}
