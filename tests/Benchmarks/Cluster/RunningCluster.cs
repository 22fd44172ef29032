using System.Globalization;
using System.Text.Json;
using Dataflow.Host.Queries;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;

namespace Dataflow.Benchmarks.Cluster;

/// <summary>A cluster of real processes on this machine, and a client of it. It ends with this object.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    public const string Name = "dataflow";

    private readonly HostProcess[] _members;
    private readonly string[] _options;

    private RunningCluster(string[] options, HostProcess[] members) => (_options, _members) = (options, members);

    /// <summary>Where all members listen; these stay when members are started again.</summary>
    public required string[] Addresses { get; init; }

    public required DataflowClient Client { get; init; }

    public static string NameOf(int member) => ((char)('a' + member)).ToString();

    /// <summary>Starts members a, b and so on; a holds the table, and what the client opens is at home there.</summary>
    public static async Task<RunningCluster> StartAsync(int count, params string[] options)
    {
        var members = new HostProcess[count];
        for (int i = 0; i < count; i++)
        {
            string? seed = i == 0 ? null : members[0].Address;
            members[i] = await HostProcess.StartMemberAsync(NameOf(i), seed, listen: null, options);
        }

        string[] addresses = [.. members.Select(member => member.Address)];
        return new RunningCluster(options, members)
        {
            Addresses = addresses,
            Client = await DataflowClient.ConnectAsync(
                string.Join(',', addresses), new ClientOptions { Cluster = Name }),
        };
    }

    public void Kill(int member) => _members[member].Kill();

    /// <summary>Starts a member that was killed, where it was.</summary>
    public async Task RestartAsync(int member)
    {
        await _members[member].DisposeAsync();
        string? seed = member == 0 ? null : Addresses[0];
        _members[member] = await HostProcess.StartMemberAsync(NameOf(member), seed, Addresses[member], _options);
    }

    /// <summary>How many frames of letters between nodes all members have had from each other.</summary>
    public async Task<long> FramesAsync()
    {
        long frames = 0;
        foreach (string address in Addresses)
        {
            var what = new Describe { What = ReportJson.Traffic };
            string json = await new MemberQuery(Connector(), Hello()).AskAsync([address], what, default);
            frames += JsonSerializer.Deserialize(json, ReportJson.Default.TrafficReport)!.Frames;
        }

        return frames;
    }

    /// <summary>Connects as a client that has no library.</summary>
    public async Task<ILink> ConnectAsync(int member, ILinkReader reader) =>
        await Connector().ConnectAsync(Addresses[member], Hello(), reader);

    /// <summary>Bytes that a member holds, as the system counts them.</summary>
    public long ResidentBytes(int member)
    {
        const string Field = "VmRSS:";
        string line = File.ReadLines($"/proc/{_members[member].Id}/status")
            .First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Field.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        foreach (HostProcess member in _members) await member.DisposeAsync();
    }

    private static LinkConnector Connector() => new(new LinkOptions(), null, TimeProvider.System);

    private static Hello Hello() => new() { Cluster = Name, Kind = Handshake.Client, Name = "benchmark" };
}
