using System.Net;
using System.Net.Sockets;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Host.Tests.Serving;

/// <summary>Connections that do not say who they are crowd out one another, and nobody else.</summary>
public sealed class StrangersTests
{
    private static readonly ServingOptions Serving = new("tcp://127.0.0.1:0", "blue", "host") { Token = "secret" };
    private static readonly StrangerOptions Few = new() { MaxTotal = 6, MaxPerAddress = 3 };

    private readonly HandTime _time = new();
    private readonly List<string> _ended = [];

    [Fact]
    public void Admit_MoreThanOfAnAddress_EndsItsOldest()
    {
        var strangers = new Strangers(Few, _time);
        foreach (string name in (string[])["a", "b", "c", "d"]) Admit(strangers, "192.0.2.1", name);
        Admit(strangers, "192.0.2.2", "e");
        Assert.Equal(["a"], _ended);
        Assert.Equal(4, strangers.Count);
    }

    [Fact]
    public void Admit_MoreThanAltogether_EndsTheOldestOfTheAddressWithMost()
    {
        var strangers = new Strangers(Few, _time);
        Admit(strangers, "192.0.2.1", "lonely");
        for (int i = 0; i < 3; i++) Admit(strangers, "192.0.2.2", $"many{i}");
        for (int i = 3; i < 7; i++) Admit(strangers, $"192.0.2.{i}", $"other{i}");
        Assert.Equal(["many0", "many1"], _ended);
        Assert.Equal(6, strangers.Count);
    }

    [Fact]
    public void Admit_OfOneNetworkOfSixtyFourBits_IsOneAddress()
    {
        var strangers = new Strangers(Few, _time);
        for (int i = 0; i < 4; i++) Admit(strangers, $"2001:db8::{i}", $"{i}");
        Admit(strangers, "::ffff:192.0.2.1", "mapped");
        Assert.Equal(["0"], _ended);
    }

    [Fact]
    public void Introduced_InTime_CountsNoMoreAndStays()
    {
        var strangers = new Strangers(Few, _time);
        Stranger known = Admit(strangers, "192.0.2.1", "known");
        Admit(strangers, "192.0.2.1", "silent");
        known.Introduced();
        Assert.Equal(1, strangers.Count);
        _time.Advance(Few.Patience);
        Assert.Equal(["silent"], _ended);
    }

    [Fact]
    public async Task Connect_BesideManySilentOnesOfTheSameAddress_IsWelcome()
    {
        await using var stage = await ServingStage.OpenAsync(Serving with
        {
            Links = new LinkOptions { MaxConnections = 2 }, Strangers = Few with { Patience = TimeSpan.FromMinutes(10) },
        });
        using var silent = new SilentCrowd(stage.Address, sockets: 40);
        ILink link = await stage.ConnectAsync(ServingStage.Hello(Handshake.Client, "blue", "secret"));
        using var more = new SilentCrowd(stage.Address, sockets: 40);
        ILink other = await stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"));
        Assert.Equal(2, stage.Peers.Count());
        link.Close("enough");
        other.Close("enough");
    }

    [Theory]
    [InlineData(0)] // says nothing
    [InlineData(5)] // half of a header
    public async Task Connect_ThatDoesNotSayWhoItIs_IsClosed(int bytes)
    {
        await using var stage = await ServingStage.OpenAsync(
            Serving with { Strangers = Few with { Patience = TimeSpan.FromMilliseconds(50) } });
        await AssertClosedAsync(stage.Address, bytes);
    }

    [Fact]
    public async Task Connect_InTheMiddleOfEncryption_IsClosed()
    {
        using var authority = new TestAuthority("own");
        await using var stage = await ServingStage.OpenAsync(Serving with
        {
            Tls = authority.Member("localhost"), Strangers = Few with { Patience = TimeSpan.FromMilliseconds(50) },
        });
        await AssertClosedAsync(stage.Address, bytes: 3);
    }

    private Stranger Admit(Strangers strangers, string address, string name) => strangers.Admit(
        new IPEndPoint(IPAddress.Parse(address), 1), _ => _ended.Add(name));

    private static async Task AssertClosedAsync(string address, int bytes)
    {
        LinkAddress place = LinkAddress.Parse(address);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(place.Host, place.Port);
        byte[] beginning = [0x16, 3, 1, 2, 0];
        if (bytes > 0) await socket.SendAsync(beginning.AsMemory(0, bytes));
        Assert.Equal(0, await ReceiveAsync(socket).WaitAsync(HostOutput.Patience));
    }

    /// <summary>Nothing more comes; whether it is said or the connection is cut.</summary>
    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>Sockets that are connected and say nothing.</summary>
    private sealed class SilentCrowd : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public SilentCrowd(string address, int sockets)
        {
            LinkAddress place = LinkAddress.Parse(address);
            for (int i = 0; i < sockets; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(place.Host, place.Port);
                _sockets.Add(socket);
            }
        }

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}
