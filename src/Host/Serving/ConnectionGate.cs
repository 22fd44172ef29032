using System.Security.Cryptography;
using System.Text;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Serving;

/// <summary>Receives those who connect: hears who they are, and lets them in or tells them why not.</summary>
internal sealed partial class ConnectionGate(
    ServingOptions options, ILinkAcceptor acceptor, TimeProvider time, ILogger<ConnectionGate> log) : ConnectionHandler
{
    private readonly byte[] _tokenHash = Hash(options.Token);
    private readonly HashSet<ILink> _links = [];
    private readonly HashSet<Task> _running = [];
    private int _connections;
    private string? _closed;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        string from = $"{connection.RemoteEndPoint}";
        var channel = new ConnectionChannel(connection, isPlain: options.Tls is null);
        if (channel.Socket is { } socket) LinkConnector.Prepare(socket, options.Links);
        try
        {
            await ReceiveAsync(connection, channel, from);
        }
        catch (Exception e) when (e is WireException or IOException or OperationCanceledException
            or ObjectDisposedException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            if (connection.Features.Get<Stranger>() is not { WasClosed: true }) LogFailed(from, e.Message);
        }
    }

    /// <summary>Tells something odd about those who connect.</summary>
    public void Warn(string oddity) => LogOdd(oddity);

    /// <summary>Closes all links with the reason, and waits until all are told.</summary>
    public async Task CloseAsync(string reason)
    {
        Task[] running;
        lock (_links)
        {
            _closed = reason;
            foreach (ILink link in _links) link.Close(reason);
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    private async Task ReceiveAsync(ConnectionContext connection, ConnectionChannel channel, string from)
    {
        var frames = new FrameReader(channel);
        using var patience = new CancellationTokenSource(options.Links.HandshakeTimeout, time);
        Post first = await Handshake.HearAsync(frames, patience.Token);
        if (first.BodyCase != Post.BodyOneofCase.Hello) throw new WireException($"a {first.BodyCase} came for a hello");
        Hello hello = first.Hello;
        LinkRole role = hello.Kind == Handshake.Client ? LinkRole.Server : LinkRole.Peer;
        var link = new Link(
            $"{hello.Kind} {hello.Name} at {from}", role, channel, options.Links, time, hello.FrameBytes);
        if (RefusalOf(hello, connection) is { } refusal)
        {
            await RefuseAsync(channel, frames, link, new Goodbye { Reason = refusal }, patience.Token);
            return;
        }

        bool hasRoom = Interlocked.Increment(ref _connections) <= options.Links.MaxConnections;
        try
        {
            ILinkReader? reader = null;
            Goodbye goodbye = Full();
            if (hasRoom && (reader = acceptor.Accept(hello, link, out string reason)) is null)
                goodbye = new Goodbye { Reason = reason };
            if (reader is null) await RefuseAsync(channel, frames, link, goodbye, patience.Token);
            else await WelcomeAsync(connection, channel, hello, link, frames, reader, patience.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task WelcomeAsync(
        ConnectionContext connection, ConnectionChannel channel, Hello hello, Link link, FrameReader frames,
        ILinkReader reader, CancellationToken patience)
    {
        connection.Features.Get<Stranger>()?.Introduced();
        if (Handshake.Skew(link.Peer, hello.WallClock, time) is { } skew) LogOdd(skew);
        var welcome = new Welcome
        {
            Version = Handshake.Version, Name = options.Name, WallClock = Handshake.WallClock(time),
            FrameBytes = options.Links.MaxFrameBytes,
        };
        await Handshake.SayAsync(channel, new Post { Welcome = welcome }, patience);
        await RunAsync(link, frames, reader);
    }

    private async Task RunAsync(Link link, FrameReader frames, ILinkReader reader)
    {
        LogConnected(link.Peer);
        Task running = link.RunAsync(frames, reader);
        string? closed;
        lock (_links)
        {
            _links.Add(link);
            _running.Add(running);
            closed = _closed;
        }

        if (closed is not null) link.Close(closed);
        await running;
        lock (_links)
        {
            _links.Remove(link);
            _running.Remove(running);
        }

        LogEnded(link.Peer, link.ClosedBecause ?? "");
    }

    private async Task RefuseAsync(
        ConnectionChannel channel, FrameReader frames, Link link, Goodbye refusal, CancellationToken patience)
    {
        LogRefused(link.Peer, refusal.Reason);
        link.NoteClosed(refusal.Reason);
        await Handshake.SayAsync(channel, new Post { Goodbye = refusal }, patience);
        await channel.EndAsync();
        await frames.DiscardAsync(patience);
    }

    /// <summary>Why it may not come in; null when it may. A stranger learns only about what it showed so far.</summary>
    private string? RefusalOf(Hello hello, ConnectionContext connection)
    {
        if (Handshake.RefusalOf(hello.Version) is { } version) return version;
        if (hello.Kind is not (Handshake.Member or Handshake.Client))
            return $"expected kind '{Handshake.Member}' or '{Handshake.Client}', got '{hello.Kind}'";
        if (hello.Kind == Handshake.Member && options.Tls is { } tls
            && tls.RefusalOf(connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate) is { } certificate)
        {
            return certificate;
        }

        if (!CryptographicOperations.FixedTimeEquals(_tokenHash, Hash(hello.Token)))
            return "the token is not this cluster's; check the token's configuration on both sides";
        bool isAny = hello.Kind == Handshake.Client && hello.Cluster.Length == 0;
        return isAny || hello.Cluster == options.Cluster
            ? null
            : $"expected cluster '{options.Cluster}', got '{hello.Cluster}'; check the address and the cluster's name";
    }

    private Goodbye Full() => new()
    {
        Kind = ErrorKind.Limit,
        Reason = $"there are {options.Links.MaxConnections} connections already, which is {LimitNames.Connections}; "
            + "try again later or raise it",
    };

    // Hashes have one length, so that comparing takes the same time whatever came.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Peer} connected")]
    private partial void LogConnected(string peer);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Peer} is gone: {Reason}")]
    private partial void LogEnded(string peer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Peer} was refused: {Reason}")]
    private partial void LogRefused(string peer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection from {From} came to nothing: {Reason}")]
    private partial void LogFailed(string from, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Oddity}")]
    private partial void LogOdd(string oddity);
}
