using System.Globalization;
using Dataflow.TestKit;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>
/// Clients that come, ask for new formulas on one named variable, drop their handles and go: what stays at the members
/// and in the store's folder.
/// </summary>
internal static class VisitorRows
{
    private const int Members = 2, Visitors = 1_000, Warm = 50, AtATime = 8, Requests = 1_000;
    private const double AllowedMegabytes = 30, Mega = 1e6;
    private const string Graph = "visited";
    private const string SessionSeconds = "2";

    public static IEnumerable<BenchmarkRow> Measure() => MeasureAsync().GetAwaiter().GetResult();

    private static async Task<BenchmarkRow[]> MeasureAsync()
    {
        using var folder = new TemporaryFolder();
        await using RunningCluster cluster = await RunningCluster.StartAsync(
            Members, $"--limits:sessionSeconds={SessionSeconds}", "--store:kind=directory",
            $"--store:path={folder.Path}");
        (await cluster.Client.OpenGraphAsync(Graph)).Variable<double>("x").Assign(1);
        await VisitAsync(cluster, 0, Warm);
        double[] before = [.. Resident(cluster)], most = [.. before];
        List<double[]> quarters = [];
        double folderBefore = BytesOf(folder.Path), folderMost = folderBefore;
        for (int first = Warm; first < Visitors; first += Warm)
        {
            await VisitAsync(cluster, first, Math.Min(first + Warm, Visitors));
            double[] now = [.. Resident(cluster)];
            for (int i = 0; i < Members; i++) most[i] = Math.Max(most[i], now[i]);
            if ((first + Warm) % (Visitors / 4) == 0) quarters.Add(now);
            folderMost = Math.Max(folderMost, BytesOf(folder.Path));
        }

        string work = string.Create(
            CultureInfo.InvariantCulture, $"{Visitors:N0} clients with {Requests:N0} new formulas each");
        var rows = new BenchmarkRow[Members + 1];
        for (int i = 0; i < Members; i++)
        {
            rows[i] = new(
                work, $"member {RunningCluster.NameOf(i)}: resident beyond that after {Warm}, at most",
                (most[i] - before[i]) / Mega, "MB", AllowedMegabytes,
                $"{before[i] / Mega:F0} MB by then; at each quarter "
                + string.Join(", ", quarters.Select(all => $"{all[i] / Mega:F0}")) + " MB");
        }

        rows[Members] = new(
            work, "the store's folder, at most", folderMost / Mega, "MB", null,
            $"{folderBefore / Mega:F1} MB after {Warm}, {BytesOf(folder.Path) / Mega:F1} MB at the end");
        return rows;
    }

    private static Task VisitAsync(RunningCluster cluster, int from, int to) => Parallel.ForEachAsync(
        Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = AtATime },
        async (visitor, _) => await VisitAsync(cluster, visitor));

    private static async Task VisitAsync(RunningCluster cluster, int visitor)
    {
        await using DataflowClient client = await DataflowClient.ConnectAsync(
            string.Join(',', cluster.Addresses), new ClientOptions { Cluster = RunningCluster.Name });
        Context flow = await client.OpenGraphAsync(Graph);
        LazyArray<double> x = flow.Variable<double>("x");
        for (int i = 0; i < Requests; i++)
        {
            using LazyArray<double> scaled = x * (visitor + (i / (double)Requests)), sum = scaled.Sin() + i;
            await sum.EvalAsync();
        }
    }

    private static IEnumerable<double> Resident(RunningCluster cluster) =>
        Enumerable.Range(0, Members).Select(member => (double)cluster.ResidentBytes(member));

    private static double BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => (double)file.Length);
}
