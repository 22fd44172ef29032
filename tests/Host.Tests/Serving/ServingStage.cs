using System.Collections.Concurrent;
using System.Net.Sockets;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Tests.Serving;

/// <summary>A host that serves, its log, and whom it let in.</summary>
internal sealed class ServingStage : ILinkAcceptor, ILoggerProvider, ILogger, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly Lock _gate = new();
    private readonly List<string> _log = [];
    private readonly List<(string Text, TaskCompletionSource Logged)> _awaited = [];
    private readonly ConcurrentQueue<string> _peers = [];
    private LinkServer _server = null!;

    public string Address => _server.Address;

    public IEnumerable<string> Peers => _peers;

    /// <summary>What the acceptor answers; empty: it takes whoever comes.</summary>
    public string Refusal { get; set; } = "";

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _log];
        }
    }

    public static async Task<ServingStage> OpenAsync(ServingOptions options)
    {
        var stage = new ServingStage();
        using var loggers = new LoggerFactory([stage]);
        stage._server = await LinkServer.StartAsync(options, stage, TimeProvider.System, loggers);
        return stage;
    }

    public static Hello Hello(string kind, string cluster, string token) =>
        new() { Kind = kind, Cluster = cluster, Token = token, Name = "guest" };

    public Task<ILink> ConnectAsync(
        Hello hello, TlsOptions? tls = null, ILinkReader? reader = null, string? address = null) =>
        new LinkConnector(new LinkOptions(), tls, TimeProvider.System)
            .ConnectAsync(address ?? Address, hello, reader ?? new RecordingReader());

    /// <summary>The answer to a first letter that no connector would send.</summary>
    public async Task<Post> SayAsync(Post first)
    {
        LinkAddress address = LinkAddress.Parse(Address);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        using var channel = new SocketChannel(socket);
        await Handshake.SayAsync(channel, first, default);
        return await Handshake.HearAsync(new FrameReader(channel), default);
    }

    /// <summary>Done when a line with this text was logged.</summary>
    public Task WhenLoggedAsync(string text)
    {
        lock (_gate)
        {
            if (_log.Exists(line => line.Contains(text, StringComparison.Ordinal))) return Task.CompletedTask;
            var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, logged));
            return logged.Task.WaitAsync(Patience);
        }
    }

    public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
    {
        refusal = Refusal;
        if (refusal.Length > 0) return null;
        _peers.Enqueue(link.Peer);
        return new RecordingReader();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        string line = formatter(state, exception);
        lock (_gate)
        {
            _log.Add(line);
            foreach ((string text, TaskCompletionSource logged) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal)) logged.TrySetResult();
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public void Dispose() { }
}
