using Spectre.Console;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>Rows of several sections as one table.</summary>
internal static class ResultTable
{
    private const int Width = 190;

    /// <summary>The table, with a column for each of these peers that has a row in it.</summary>
    public static Table Of(
        IReadOnlyList<(string Section, IReadOnlyList<ResultRow> Rows)> sections, IEnumerable<string> allPeers)
    {
        string[] peers = [.. allPeers.Where(name => sections.Any(section =>
            section.Rows.Any(row => row.Peers.ContainsKey(name))))];
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        table.AddColumns(["work", "ours", .. peers, "ratio", "required", "verdict"]);
        for (int i = 1; i < peers.Length + 3; i++) table.Columns[i].RightAligned();
        foreach ((string section, IReadOnlyList<ResultRow> rows) in sections)
        {
            table.AddRow(new Markup($"[bold]{Markup.Escape(section)}[/]"));
            foreach (ResultRow row in rows) table.AddRow([.. Cells(row, peers).Select(Markup.Escape)]);
        }

        return table;
    }

    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = Width;
        AnsiConsole.Write(table);
    }

    private static IEnumerable<string> Cells(ResultRow row, string[] peers) =>
    [
        row.Work, row.Ours, .. peers.Select(name => row.Peers.GetValueOrDefault(name, "")),
        row.Ratio, row.Required, row.Verdict,
    ];
}
