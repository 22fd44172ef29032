using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dataflow.Host.Options;

namespace Dataflow.Host.LocalCluster;

/// <summary>One member of a cluster on this machine.</summary>
internal sealed record PlannedMember(
    string Name, HostAddress Address, HostAddress Health, IReadOnlyList<string> Arguments)
{
    /// <summary>What its first process is told: when the cluster starts there was none before.</summary>
    public IReadOnlyList<string> FirstArguments => [.. Arguments, "--cluster:isNew=true"];
}

/// <summary>What the members of a cluster on this machine are called, where they listen, what they are told.</summary>
internal static class ClusterPlan
{
    /// <summary>How far above a member's port its health is.</summary>
    public const int HealthOffset = 70;

    public const int MostMembers = 64;

    /// <param name="members">How many.</param>
    /// <param name="port">The first one's port, from which the others count up; 0: free ports.</param>
    /// <param name="data">Where graphs are kept; null: nowhere.</param>
    /// <param name="more">Arguments for all.</param>
    public static IReadOnlyList<PlannedMember> Of(int members, int port, string? data, IReadOnlyList<string> more)
    {
        int[] ports = port == 0 ? FreePorts(2 * members)
            : [.. Enumerable.Range(port, members), .. Enumerable.Range(port + HealthOffset, members)];
        HostAddress seed = new("tcp", "127.0.0.1", ports[0]);
        string[] store = data is null ? ["--store:kind=none"] : ["--store:kind=directory", $"--store:path={data}"];
        return
        [
            .. Enumerable.Range(0, members).Select(i =>
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"m{i + 1}");
                HostAddress address = seed with { Port = ports[i] };
                HostAddress health = new("http", "127.0.0.1", ports[members + i]);
                return new PlannedMember(name, address, health,
                [
                    "host", "--exit-when-stdin-closes", $"--member:name={name}", $"--member:listen={address}",
                    $"--cluster:seed={seed}", $"--health:listen={health}", .. store, .. more,
                ]);
            }),
        ];
    }

    /// <summary>Ports that nobody had a moment ago: the system gives each again only after many others.</summary>
    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            foreach (TcpListener listener in listeners) listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener listener in listeners) listener.Dispose();
        }
    }
}
