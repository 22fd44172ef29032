using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;

namespace Dataflow.Nodes.Arrays;

/// <summary>One reading of one table of numbers.</summary>
internal sealed class CsvTable<T>(TextReader reader, string source, CsvOptions options) : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CsvReader _lines =
        CsvReader.Create(Skipped(reader, options.SkipLines), Layout(options), leaveOpen: true);

    private readonly List<T> _values = [];

    /// <summary>All of it; rows and columns of what is wanted.</summary>
    public NdArray<T> Read()
    {
        // The first lines are held as text: whether the first is a header shows only beside the second.
        CsvLine? first = Next();
        if (options.HasHeader) first = Next();
        CsvLine? second = Next();
        if (first is not null && IsHeader(first, second)) (first, second) = (second, Next());
        if (first is null) throw new FileFormatException($"{source} has no line of numbers");

        (int from, int to) = Columns(first.Fields.Length);
        Take(first, from, to);
        if (second is not null)
        {
            RequireLength(second.Fields.Length, second.Number, first);
            Take(second, from, to);
            TakeRest(first, from, to);
        }

        return NdArray<T>.From(CollectionsMarshal.AsSpan(_values), Shape.Of(_values.Count / (to - from), to - from));
    }

    public void Dispose() => _lines.Dispose();

    private CsvLine? Next() => Advance() ? new CsvLine(_lines.Current.ToArray(), LineNumber) : null;

    private bool Advance()
    {
        try { return _lines.Read(); }
        catch (CsvFormatException e)
        {
            throw new FileFormatException($"{source}, line {e.LineNumber + options.SkipLines}: {e.Message}", e);
        }
    }

    private long LineNumber => _lines.LineNumber + options.SkipLines;

    // Text in a column that nobody wants makes no header: it may be the names of the rows.
    private bool IsHeader(CsvLine first, CsvLine? second)
    {
        if (Array.TrueForAll(first.Fields, IsNumber)) return false;
        if (second is not null && second.Fields.Length != first.Fields.Length) return true;
        (int from, int to) = Columns(first.Fields.Length);
        return !Array.TrueForAll(first.Fields[from..to], IsNumber);
    }

    private (int From, int To) Columns(int count)
    {
        int from = options.FirstColumn < 0 ? options.FirstColumn + count : options.FirstColumn;
        int to = options.LastColumn is not { } last ? count : last < 0 ? last + count : last;
        if (from >= 0 && from < to && to <= count) return (from, to);

        string end = options.LastColumn?.ToString(CultureInfo.InvariantCulture) ?? "the end";
        throw new FileFormatException(
            $"{source}: columns {options.FirstColumn} to {end} were asked for, but there are {count}");
    }

    private void Take(CsvLine line, int from, int to)
    {
        for (int column = from; column < to; column++)
            Take(Encoding.UTF8.GetBytes(line.Fields[column]), line.Number, column);
    }

    // As bytes, and no field made a string: most of the time of a large file goes here.
    private void TakeRest(CsvLine first, int from, int to)
    {
        while (Advance())
        {
            RequireLength(_lines.FieldCount, LineNumber, first);
            for (int column = from; column < to; column++) Take(_lines.GetSpan(column), LineNumber, column);
        }
    }

    private void Take(ReadOnlySpan<byte> text, long line, int column)
    {
        if (!CsvNumber.TryParse(text, out T value))
        {
            throw new FileFormatException(
                $"{source}, line {line}, column {column + 1}: \"{Encoding.UTF8.GetString(text)}\" is not a number");
        }

        _values.Add(value);
    }

    private void RequireLength(int count, long line, CsvLine first)
    {
        if (count == first.Fields.Length) return;
        throw new FileFormatException(
            $"{source}, line {line}: {count} fields, but line {first.Number} has {first.Fields.Length}");
    }

    private static bool IsNumber(string field) => CsvNumber.TryParse(Encoding.UTF8.GetBytes(field), out T _);

    private static TextReader Skipped(TextReader reader, int count)
    {
        for (int i = 0; i < count; i++) _ = reader.ReadLine();
        return reader;
    }

    private static CsvReaderOptions Layout(CsvOptions options) => new()
    {
        Separator = options.Delimiter,
        HasHeader = false,
        SkipEmptyLines = true,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };
}

/// <summary>A line held as text.</summary>
internal sealed record CsvLine(string[] Fields, long Number);
