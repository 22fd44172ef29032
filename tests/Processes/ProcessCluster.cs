using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>
/// Members as real processes on loopback, which share one folder as their store. The first one holds the table of
/// members. All of them end when this is disposed of.
/// </summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    /// <summary>Long enough for a process that shares two processors with others, short enough to wait for.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, HostProcess> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly List<DataflowClient> _clients = [];
    private readonly string[] _options;

    private ProcessCluster(string[] options) => _options = options;

    public HostProcess this[string member] => _members[member];

    public IEnumerable<string> Names => _members.Keys;

    /// <summary>Where graphs are kept.</summary>
    public string Folder => _folder.Path;

    private string Seed => _addresses.Keys.First();

    /// <summary>How clients connect.</summary>
    public ClientOptions Client { get; set; } = new()
    {
        Cluster = "dataflow", GiveUpAfter = HostOutput.Patience, StallTimeout = TimeSpan.FromSeconds(1),
    };

    /// <summary>Starts members, one after the other; each of them is ready.</summary>
    /// <param name="names">Their names; null: a, b and c.</param>
    /// <param name="options">More options, for all of them.</param>
    public static async Task<ProcessCluster> StartAsync(string[]? names = null, params string[] options)
    {
        var cluster = new ProcessCluster(options);
        try
        {
            foreach (string name in names ?? ["a", "b", "c"]) await cluster.StartMemberAsync(name);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a member that is not there, or not any more; then at the address that it had.</summary>
    public async Task StartMemberAsync(string name, params string[] options)
    {
        bool isSeed = _addresses.Count == 0 || name == Seed || _options.Contains("--cluster:membership=postgres");
        string[] store = _options.Any(option => option.StartsWith("--store:", StringComparison.Ordinal))
            ? []
            : ["--store:kind=directory", $"--store:path={Folder}"];
        HostProcess member = await HostProcess.StartMemberAsync(
            name, isSeed ? null : _addresses[Seed], _addresses.GetValueOrDefault(name),
            [$"--cluster:leaseSeconds={Lease.TotalSeconds}", .. store, .. _options, .. options]);
        _members[name] = member;
        _addresses[name] = member.Address;
    }

    /// <summary>SIGTERM; done when the process has ended, with success.</summary>
    public async Task StopAsync(string name)
    {
        HostProcess member = _members[name];
        member.Stop();
        Assert.Equal(0, await member.Exited);
        _members.Remove(name);
        await member.DisposeAsync();
    }

    /// <summary>SIGKILL; done when the process is gone.</summary>
    public async Task KillAsync(string name)
    {
        HostProcess member = _members[name];
        member.Kill();
        await member.Exited;
        _members.Remove(name);
        await member.DisposeAsync();
    }

    /// <summary>A client that asks these members, in this order: the first one becomes home to what it opens.</summary>
    public async Task<DataflowClient> ConnectAsync(params string[] members)
    {
        DataflowClient client = await DataflowClient.ConnectAsync(
            string.Join(',', members.Select(name => _addresses[name])), Client);
        _clients.Add(client);
        return client;
    }

    /// <summary>The graph of that name, opened by a client of its own.</summary>
    /// <inheritdoc cref="ConnectAsync"/>
    public async Task<Context> OpenAsync(string graph, params string[] members) =>
        await (await ConnectAsync(members)).OpenGraphAsync(graph);

    public async ValueTask DisposeAsync()
    {
        foreach (DataflowClient client in _clients) await client.DisposeAsync();
        foreach (HostProcess member in _members.Values) await member.DisposeAsync();
        _folder.Dispose();
    }
}
