using System.Globalization;
using System.Numerics;
using Dataflow.Host.Output;

namespace Dataflow.Host.Scripts;

/// <summary>For each node of a script: how often it ran, how often its value was good already, bytes held.</summary>
internal static class StatsTable
{
    public static void Write<T>(TextWriter output, Context context, IReadOnlyDictionary<string, LazyArray<T>> names)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILookup<int, string> namesOf = names.ToLookup(it => it.Value.Id, it => it.Key);
        List<string[]> rows = [["node", "name", "operator", "shape", "state", "ran", "hits", "bytes"]];
        LazyArray[] nodes = [.. names.Values];
        rows.AddRange(context.Report(nodes).Select(report => Row(report, string.Join(", ", namesOf[report.Id]))));
        TableText.Write(output, rows, firstNumber: 5);
    }

    private static string[] Row(NodeReport report, string name) =>
    [
        Text(report.Id), name, report.Operator, report.Shape?.ToString() ?? "?", report.IsValid ? "valid" : "invalid",
        Text(report.Runs), Text(report.Hits), Text(report.BytesHeld),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
