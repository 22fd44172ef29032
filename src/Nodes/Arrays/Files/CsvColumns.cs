using System.Globalization;
using Dataflow.Nodes;

namespace Dataflow;

/// <summary>Some columns of a table: a range of them, or those of some names, in that order.</summary>
public sealed class CsvColumns
{
    private readonly Range _range;

    private CsvColumns(Range range, IReadOnlyList<string>? names) => (_range, Names) = (range, names);

    /// <summary>Every column.</summary>
    public static CsvColumns All { get; } = new(Range.All, null);

    /// <summary>The names that are wanted, if columns are chosen by name.</summary>
    internal IReadOnlyList<string>? Names { get; }

    /// <summary>The columns of a range: <c>Columns = 0..30</c>, <c>Columns = ^1..</c>.</summary>
    public static implicit operator CsvColumns(Range range) => FromRange(range);

    /// <summary>The columns of a range.</summary>
    public static CsvColumns FromRange(Range range) => new(range, null);

    /// <summary>The columns that the header calls so; there must be one then.</summary>
    /// <exception cref="ArgumentException">There is no name.</exception>
    public static CsvColumns Named(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new ArgumentException("at least one column must be named", nameof(names));
        return new CsvColumns(Range.All, [.. names]);
    }

    /// <summary>The places of the columns in a line of so many fields.</summary>
    /// <param name="count">How many fields there are.</param>
    /// <param name="header">What the columns are called, if there is a header.</param>
    /// <param name="problem">What is wrong if there are no such columns.</param>
    /// <returns>Null if there are none.</returns>
    internal int[]? Find(int count, IReadOnlyList<string>? header, out string problem)
    {
        if (Names is not null) return FindNames(header ?? [], out problem);
        (int from, int to) = (_range.Start.GetOffset(count), _range.End.GetOffset(count));
        problem = $"columns {Text(_range.Start)} to {Text(_range.End)} were asked for, but there are {count}";
        return from >= 0 && from < to && to <= count ? [.. Enumerable.Range(from, to - from)] : null;
    }

    private int[]? FindNames(IReadOnlyList<string> header, out string problem)
    {
        int[] places = new int[Names!.Count];
        for (int i = 0; i < places.Length; i++)
        {
            string name = Names[i];
            problem = $"there is no column '{name}'{NearestNames.Hint(NearestNames.Of(name, header))}";
            int[] found = [.. Enumerable.Range(0, header.Count).Where(place => header[place] == name)];
            if (found.Length == 0) return null;
            problem = $"there are {found.Length} columns '{name}'";
            if (found.Length > 1) return null;
            places[i] = found[0];
        }

        problem = "";
        return places;
    }

    /// <summary>As it is counted: from the end below zero.</summary>
    private static string Text(Index index)
    {
        if (index.Equals(Index.End)) return "the end";
        int place = index.GetOffset(0);
        return place.ToString(CultureInfo.InvariantCulture);
    }
}
