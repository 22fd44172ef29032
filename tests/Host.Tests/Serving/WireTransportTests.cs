using System.Net;
using System.Net.Sockets;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Google.Protobuf;

namespace Dataflow.Host.Tests.Serving;

/// <summary>Who asks for a link is told how that ended, whatever the peer does.</summary>
public sealed class WireTransportTests
{
    [Fact]
    public async Task Connect_ToAPeerThatWelcomesAndLeavesAtOnce_TellsBoth()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var transport = new WireTransport(
            new LinkConnector(new LinkOptions(), null, TimeProvider.System),
            ServingStage.Hello(Handshake.Member, "blue", ""),
            (_, _) => { });
        var opener = new RecordingOpener();
        transport.Connect($"tcp://{listener.LocalEndpoint}", opener);
        using Socket peer = await listener.AcceptSocketAsync();
        byte[] welcome = new Posts { Of = { Welcome() } }.ToByteArray();
        await peer.SendAsync((byte[])
        [
            .. FrameHeader.Frame(FrameKind.Control, 0, welcome), .. FrameHeader.Frame(FrameKind.Goodbye, 0, "enough"u8),
        ]);
        Assert.Contains("enough", await opener.Reader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.True(opener.WasOpened);
    }

    private static Post Welcome() => new() { Welcome = new Welcome { Version = Handshake.Version, Name = "b" } };

    private sealed class RecordingOpener : ILinkOpener
    {
        public RecordingReader Reader { get; } = new();

        public bool WasOpened { get; private set; }

        public ILinkReader Opened(ILink link)
        {
            WasOpened = true;
            return Reader;
        }

        public void Failed(string reason) => Reader.Closed(null!, $"no link: {reason}");
    }
}
