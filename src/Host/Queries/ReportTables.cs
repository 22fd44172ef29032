using System.Globalization;
using Dataflow.Host.Output;
using Dataflow.Nodes;
using Dataflow.Nodes.Cluster;

namespace Dataflow.Host.Queries;

/// <summary>Reports as tables for reading.</summary>
internal static class ReportTables
{
    public static void Write(TextWriter output, MembersReport report)
    {
        List<string[]> rows = [["member", "address", "roles", "state", "home of", "life"]];
        rows.AddRange(report.Members.Select(member => new[]
        {
            member.Name, member.Address, string.Join(',', member.Roles), member.State, Home(member.Graphs),
            Text(member.Life),
        }));
        TableText.Write(output, rows, firstNumber: 5);
        output.WriteLine($"epoch {report.Epoch}, as {VisibleText.Of(report.AnsweredBy)} sees it");
    }

    public static void Write(TextWriter output, GraphsReport report)
    {
        List<string[]> rows = [["graph", "home", "address"]];
        rows.AddRange(report.Graphs.Select(graph => new[] { graph.Name, graph.Home, graph.Address }));
        TableText.Write(output, rows, firstNumber: 3);
        output.WriteLine($"epoch {report.Epoch}, as {VisibleText.Of(report.AnsweredBy)} sees it");
    }

    public static void Write(TextWriter output, GraphReport report)
    {
        List<string[]> rows = [["node", "name", "operator", "shape", "member", "state", "runs", "hits", "bytes"]];
        rows.AddRange(report.Nodes.Select(node => new[]
        {
            Text(node.Number), node.Name, node.Operator, Shape(node), Place(node.Member), node.State,
            Text(node.Runs), Text(node.Hits), Text(node.Bytes),
        }));
        TableText.Write(output, rows, firstNumber: 6);
        output.WriteLine();
        List<string[]> shares = [["member", "nodes", "valid", "runs", "hits", "bytes"]];
        shares.AddRange(report.Shares.Select(share => new[]
        {
            Place(share.Member), Text(share.Nodes), Text(share.Valid), Text(share.Runs), Text(share.Hits),
            Text(share.Bytes),
        }));
        TableText.Write(output, shares, firstNumber: 1);
        output.WriteLine($"graph {VisibleText.Of(report.Name)} at home at {VisibleText.Of(report.Home)}");
        output.WriteLine(Text(report.Held));
    }

    /// <summary>A member with many graphs has its own list of them.</summary>
    private static string Home(IReadOnlyList<string> graphs)
    {
        const int most = 5;
        string first = string.Join(',', graphs.Take(most));
        return graphs.Count > most ? $"{first} and {graphs.Count - most} more" : first;
    }

    private static string Place(string member) => member.Length == 0 ? "nowhere" : member;

    private static string Shape(NodeEntry node) =>
        node.Shape is null ? "?" : $"{node.Element}[{string.Join(", ", node.Shape)}]";

    private static string Text(HeldEntry held) =>
        $"{Text(held.Nodes)} nodes, {Text(held.Cells)} cells of {Text(held.Actors)} actors: "
        + $"{Text(held.ValueBytes)} bytes of values, {Text(held.BookkeepingBytes)} of bookkeeping; "
        + $"{Text(held.Evictions)} values evicted, {Text(held.Forgotten)} nodes forgotten";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
