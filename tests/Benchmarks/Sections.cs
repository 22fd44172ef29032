using Dataflow.Benchmarks.Actors;
using Dataflow.Benchmarks.Arrays;
using Dataflow.Benchmarks.Cluster;
using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Graphs;
using Dataflow.Benchmarks.Peers;
using Dataflow.Benchmarks.Wire;
using Spectre.Console;

namespace Dataflow.Benchmarks;

/// <summary>
/// What can be measured, by name. Sections about arrays go into one table together, beside what the peers need; the
/// others have a table each, beside their targets.
/// </summary>
internal static class Sections
{
    private const string AllArrays = "arrays", Quick = "--quick", Only = "--only=";
    private const int Milliseconds = 250, QuickMilliseconds = 40;

    private static readonly Dictionary<string, Func<IEnumerable<BenchmarkRow>>> OfEngine = new(StringComparer.Ordinal)
    {
        ["actors"] = ActorRows.Measure,
        ["graphs"] = GraphRows.Measure,
        ["limits"] = LimitRows.Measure,
        ["depth"] = DepthRows.Measure,
        ["forgetting"] = ForgettingRows.Measure,
        ["wire"] = WireRows.Measure,
        ["cluster"] = ClusterRows.Measure,
        ["kills"] = KillRows.Measure,
        ["visitors"] = VisitorRows.Measure,
    };

    private static readonly Dictionary<string, Func<Comparer, IEnumerable<ResultRow>>> OfArrays =
        new(StringComparer.Ordinal)
        {
            ["chains"] = ChainRows.Measure,
            ["matrices"] = MatrixRows.Measure,
            ["reductions"] = MemoryRows.Reductions,
            ["movement"] = MemoryRows.Movement,
            ["functions"] = FunctionRows.Measure,
            ["start"] = StartRows.Measure,
            ["steady"] = SteadyRows.Measure,
        };

    /// <summary>Measures the sections that are named, or all; the exit code.</summary>
    public static int Run(string[] arguments)
    {
        string[] known = [AllArrays, .. OfArrays.Keys, .. OfEngine.Keys];
        string only = Array.Find(arguments, IsOnly)?[Only.Length..] ?? "";
        string[] asked = [.. arguments.Where(argument => argument != Quick && !IsOnly(argument))];
        if (Array.Find(asked, name => !known.Contains(name)) is { } unknown)
        {
            Console.Error.WriteLine($"there is no section '{unknown}'; sections are {string.Join(", ", known)}");
            return 2;
        }

        if (asked.Length == 0) asked = known;
        string[] arrays = asked.Contains(AllArrays) ? [.. OfArrays.Keys] : [.. asked.Where(OfArrays.ContainsKey)];
        bool isRight = arrays.Length == 0
            || MeasureArrays(arrays, arguments.Contains(Quick) ? QuickMilliseconds : Milliseconds, only);
        foreach (string name in asked.Where(OfEngine.ContainsKey)) MeasureEngine(name);
        return isRight ? 0 : 1;
    }

    private static bool IsOnly(string argument) => argument.StartsWith(Only, StringComparison.Ordinal);

    private static bool MeasureArrays(string[] names, int milliseconds, string only)
    {
        foreach (string line in Machine.Describe()) Console.WriteLine(line);
        using var peers = new AllPeers();
        var comparer = new Comparer(peers, milliseconds, only);
        var sections = new List<(string, IReadOnlyList<ResultRow>)>();
        foreach (string name in names) sections.Add((name, Watch(name, OfArrays[name](comparer))));
        foreach (Peer peer in peers.All.Where(peer => peer.IsAsked)) Console.WriteLine($"{peer.Name}: {peer.Version}");
        Console.WriteLine(Explanation);
        Peer[] alive = [.. peers.All.Where(peer => !peer.HasDied)];
        var widths = alive.Where(peer => peer.IsAsked && peer.IsInstalled)
            .ToDictionary(peer => peer.Name, peer => peer.VectorBits, StringComparer.Ordinal);
        sections.Insert(0, ("machine", [ResultRow.Widths(Machine.VectorBits, widths)]));
        ResultTable.Write(ResultTable.Of(sections, alive.Select(peer => peer.Name)));
        return !sections.Any(section => section.Item2.Any(row => row.IsWrong));
    }

    private const string Explanation = """
        Times are medians of one run; all sides take turns within a row, on the same numbers, and their results are
        compared. Below a time: what the process held at the peak beyond its inputs, as the system counts it (VmHWM),
        the result included. Ratios are the other's time to ours: above 1 we are faster. Peers work in the fastest form
        that a user would write, into arrays that are there already.
        """;

    /// <summary>The rows, each announced when it is there: a table is only drawn when it is complete.</summary>
    private static List<ResultRow> Watch(string section, IEnumerable<ResultRow> rows)
    {
        var list = new List<ResultRow>();
        foreach (ResultRow row in rows)
        {
            list.Add(row);
            IEnumerable<string> cells = new[] { row.Work, row.Ours, row.Ratio, row.Required, row.Verdict }
                .Select(cell => cell.ReplaceLineEndings(", "));
            Console.Error.WriteLine($"{section}: {string.Join("; ", cells)}");
        }

        return list;
    }

    private static void MeasureEngine(string name)
    {
        var table = new Table().Title(name).AddColumns("work", "measure", "ours", "target", "beside it");
        table.Columns[2].RightAligned();
        foreach (BenchmarkRow row in OfEngine[name]())
        {
            bool isFloor = row.Measure.Contains("at least", StringComparison.Ordinal);
            Console.Error.WriteLine($"{name}: {row.Work}; {row.Measure}; {row.Value:G5} {row.Unit}; {row.Peer}");
            string verdict = (isFloor ? row.Value >= row.Target : row.Value <= row.Target) ? "met" : "MISSED";
            string target = row.Target is { } figure ? $"{figure:G5} {verdict}" : "";
            string[] cells = [row.Work, row.Measure, $"{row.Value:G5} {row.Unit}", target, row.Peer];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        AnsiConsole.Profile.Width = 150;
        AnsiConsole.Write(table);
    }
}
