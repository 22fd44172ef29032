using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Contracts.Links;

/// <summary>A host that serves, and one link to it, with both ends in this process.</summary>
internal sealed class LinkPair : ILinkAcceptor, IAsyncDisposable
{
    private const string Cluster = "test";

    private readonly TaskCompletionSource<ILink> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkServer? _server;

    /// <summary>The end that connected.</summary>
    public ILink Near { get; private set; } = null!;

    /// <summary>The end that was accepted.</summary>
    public ILink Far { get; private set; } = null!;

    public RecordingReader NearReader { get; } = new();

    public RecordingReader FarReader { get; } = new();

    public static async Task<LinkPair> OpenAsync(
        string kind, LinkOptions near, LinkOptions far, TlsOptions? nearTls, TlsOptions? farTls)
    {
        var pair = new LinkPair();
        var options = new ServingOptions("tcp://127.0.0.1:0", Cluster, "far") { Links = far, Tls = farTls };
        pair._server = await LinkServer.StartAsync(options, pair, TimeProvider.System, NullLoggerFactory.Instance);
        var connector = new LinkConnector(near, nearTls, TimeProvider.System);
        var hello = new Hello { Cluster = Cluster, Kind = kind, Name = "near" };
        pair.Near = await connector.ConnectAsync(pair._server.Address, hello, pair.NearReader);
        pair.Far = await pair._accepted.Task;
        return pair;
    }

    public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
    {
        refusal = "";
        _accepted.SetResult(link);
        return FarReader;
    }

    public async ValueTask DisposeAsync()
    {
        NearReader.Gate.Set();
        FarReader.Gate.Set();
        Near.Close("the test is over");
        if (_server is not null) await _server.DisposeAsync();
    }
}
