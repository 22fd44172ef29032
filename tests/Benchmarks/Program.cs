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
        string verdict = row.Value <= row.Target ? "met" : "MISSED";
        string target = row.Target is { } figure ? $"{figure:G5} {verdict}" : "";
        string[] cells = [row.Work, row.Measure, $"{row.Value:G5} {row.Unit}", target, row.Peer];
        table.AddRow([.. cells.Select(Markup.Escape)]);
    }

    AnsiConsole.Profile.Width = 150;
    AnsiConsole.Write(table);
}

return 0;
