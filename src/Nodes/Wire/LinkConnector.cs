using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Wire;

/// <summary>Makes the connections of a client or of a member to other members.</summary>
/// <param name="options">What the links take.</param>
/// <param name="tls">How they are encrypted; null for plain connections.</param>
/// <param name="time">The clock.</param>
/// <param name="warn">Is told what is odd but no reason to refuse: a peer whose clock is far off.</param>
internal sealed class LinkConnector(
    LinkOptions options, TlsOptions? tls, TimeProvider time, Action<string>? warn = null)
{
    private readonly LinkOptions _options = options.Checked();

    /// <summary>Connects for a reader, who may be called before this is done.</summary>
    /// <inheritdoc cref="ConnectAsync(string, Hello, Func{ILink, ILinkReader}, CancellationToken)"/>
    public Task<ILink> ConnectAsync(
        string address, Hello hello, ILinkReader reader, CancellationToken cancellation = default) =>
        ConnectAsync(address, hello, _ => reader, cancellation);

    /// <summary>Connects.</summary>
    /// <param name="address"><c>tcp://host:port</c>.</param>
    /// <param name="hello">Who connects; version and clock are filled in.</param>
    /// <param name="opened">Is told of the link before anything is read, and gives who reads it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="WireException">There is no connection, or the peer refused it; says why.</exception>
    public async Task<ILink> ConnectAsync(
        string address, Hello hello, Func<ILink, ILinkReader> opened, CancellationToken cancellation = default)
    {
        LinkAddress place = LinkAddress.Parse(address);
        using var patience = new CancellationTokenSource(_options.HandshakeTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await ConnectAsync(place, hello, opened, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new WireException(
                $"{place} did not answer within {nameof(LinkOptions.HandshakeTimeout)}, which is "
                + $"{_options.HandshakeTimeout}",
                e);
        }
        catch (AuthenticationException e)
        {
            throw new WireException($"the certificate of {place} is not trusted: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new WireException($"no connection to {place}: {e.Message}", e);
        }
    }

    private async Task<ILink> ConnectAsync(
        LinkAddress place, Hello hello, Func<ILink, ILinkReader> opened, CancellationToken cancellation)
    {
        IByteChannel channel = await OpenAsync(place, cancellation);
        try
        {
            var frames = new FrameReader(channel);
            Welcome welcome = await IntroduceAsync(channel, frames, hello, place, cancellation);
            LinkRole role = hello.Kind == Handshake.Client ? LinkRole.Client : LinkRole.Peer;
            var link = new Link(
                $"{Handshake.Member} {welcome.Name} at {place}", role, channel, _options, time, welcome.FrameBytes);
            if (Handshake.Skew(link.Peer, welcome.WallClock, time) is { } skew) warn?.Invoke(skew);
            _ = link.RunAsync(frames, opened(link));
            return link;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private async Task<Welcome> IntroduceAsync(
        IByteChannel channel, FrameReader frames, Hello hello, LinkAddress place, CancellationToken cancellation)
    {
        Hello own = hello.Clone();
        own.Version = Handshake.Version;
        own.WallClock = Handshake.WallClock(time);
        own.FrameBytes = _options.MaxFrameBytes;
        await Handshake.SayAsync(channel, new Post { Hello = own }, cancellation);
        Post answer = await Handshake.HearAsync(frames, cancellation);
        switch (answer.BodyCase)
        {
            case Post.BodyOneofCase.Welcome when Handshake.RefusalOf(answer.Welcome.Version) is { } refusal:
                var goodbye = new Goodbye { Reason = refusal };
                await Handshake.SayAsync(channel, new Post { Goodbye = goodbye }, cancellation);
                throw new WireException($"{place}: {refusal}") { IsRefusal = true };
            case Post.BodyOneofCase.Welcome:
                return answer.Welcome;
            case Post.BodyOneofCase.Goodbye:
                throw new WireException($"{place} refused the connection: {answer.Goodbye.Reason}")
                {
                    IsRefusal = true, IsLimit = answer.Goodbye.Kind == ErrorKind.Limit,
                };
            default:
                throw new WireException($"{place} answered a hello with {answer.BodyCase}");
        }
    }

    private async Task<IByteChannel> OpenAsync(LinkAddress place, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Prepare(socket, _options);
            await socket.ConnectAsync(place.Host, place.Port, cancellation);
            if (tls is null) return new SocketChannel(socket);
            var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(tls.ForClient(place.Host), cancellation);
            return new StreamChannel(stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sets what is wanted of the sockets of both sides.</summary>
    public static void Prepare(Socket socket, LinkOptions options)
    {
        const int probes = 3;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        int seconds = (int)options.KeepAlive.TotalSeconds;
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        int interval = Math.Max(1, seconds / probes);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, interval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, probes);
    }
}
