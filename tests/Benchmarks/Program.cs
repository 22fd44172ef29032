using Dataflow.Benchmarks;
using Dataflow.Benchmarks.Actors;
using Dataflow.Benchmarks.Graphs;
using Spectre.Console;

var sections = new Dictionary<string, Func<IEnumerable<BenchmarkRow>>>(StringComparer.Ordinal)
{
    ["actors"] = ActorRows.Measure,
    ["graphs"] = GraphRows.Measure,
    ["limits"] = LimitRows.Measure,
    ["depth"] = DepthRows.Measure,
};

string[] asked = args.Length == 0 ? [.. sections.Keys] : args;
if (Array.Find(asked, name => !sections.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"there is no section '{unknown}'; sections are {string.Join(", ", sections.Keys)}");
    return 2;
}

foreach (string name in asked)
{
    var table = new Table().Title(name).AddColumns("work", "measure", "ours", "target", "beside it");
    table.Columns[2].RightAligned();
    foreach (BenchmarkRow row in sections[name]())
    {
        string mark = row.Target is not { } target ? "" : row.Value <= target ? $"{target:G5} met" : $"{target:G5} MISSED";
        table.AddRow([.. new[] { row.Work, row.Measure, $"{row.Value:G5} {row.Unit}", mark, row.Peer }.Select(Markup.Escape)]);
    }

    AnsiConsole.Profile.Width = 150;
    AnsiConsole.Write(table);
}

return 0;
