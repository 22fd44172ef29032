using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>One reading of one table of numbers.</summary>
internal sealed class CsvTable<T>(CsvScanner lines, CsvErrors errors, CsvOptions options)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string SkipAdvice = "; if it is no data, skip: 1 leaves it out";

    private readonly CsvValues<T> _values = new();

    /// <summary>All of it; rows and columns of what is wanted.</summary>
    public NdArray<T> Read()
    {
        // The first lines are held as text: whether the first is a header shows only beside the second.
        CsvLine first = Next() ?? throw errors.Nothing();
        CsvLine? second = Next();
        long? announced = CsvHeaderRule.AnnouncedRows(first, second, options);
        if (second is not null && announced is null && second.Fields.Length != first.Fields.Length)
            throw errors.Ragged(second.Number, second.Fields.Length, first, SkipAdvice);

        bool isHeader = announced is not null || CsvHeaderRule.IsHeader(first, second, options);
        if (isHeader && second is null) throw errors.Nothing();
        CsvLine data = isHeader ? second! : first;
        int[] columns = options.Columns.Find(data.Fields.Length, isHeader ? first.Fields : null, out string problem)
            ?? throw errors.Columns(problem);
        long rows = TakeAll(data, isHeader ? null : second, columns);
        if (announced is { } promised && promised != rows)
            throw errors.Ragged(data.Number, data.Fields.Length, first, SkipAdvice);
        return _values.ToArray(Shape.Of(rows, columns.Length));
    }

    private CsvLine? Next()
    {
        if (!lines.Read()) return null;
        string[] fields = new string[lines.Count];
        for (int i = 0; i < fields.Length; i++) fields[i] = lines[i].ToString();
        return new CsvLine(fields, lines.Line);
    }

    private long TakeAll(CsvLine first, CsvLine? second, int[] columns)
    {
        long rows = 1;
        Take(first, columns, isFirst: true);
        if (second is not null)
        {
            Take(second, columns, isFirst: false);
            rows++;
        }

        for (; lines.Read(); rows++)
        {
            if (lines.Count != first.Fields.Length) throw errors.Ragged(lines.Line, lines.Count, first, "");
            foreach (int column in columns) Take(lines[column], lines.Line, column, "");
        }

        return rows;
    }

    private void Take(CsvLine line, int[] columns, bool isFirst)
    {
        string advice = isFirst && options.Header == CsvHeader.Auto
            ? "; if the line is a header, say header: true" : "";
        foreach (int column in columns) Take(line.Fields[column], line.Number, column, advice);
    }

    private void Take(ReadOnlySpan<char> text, long line, int column, string advice)
    {
        if (CsvFields.TryRead(text, options, out T value))
        {
            _values.Add(value);
            return;
        }

        string meant = CsvFields.Advice(text, options);
        throw errors.NotANumber(line, column, text, meant.Length > 0 ? meant : advice);
    }
}
