using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>A link that this member opens: nothing leaves before what came first, and its end is told once.</summary>
public sealed class PeerLinkTests
{
    private readonly NotedLink _link = new();
    private readonly List<string> _lost = [];
    private readonly PeerLink _peer;

    public PeerLinkTests() => _peer = new PeerLink("b", new RecordingReader(), (_, reason) => _lost.Add(reason));

    private ILinkOpener Opener => _peer;

    [Fact]
    public void Send_BeforeItIsOpen_WaitsInOrder()
    {
        _peer.Send([Letters.Of(1)]);
        _peer.Send([Letters.Of(2), Letters.Of(3)]);
        Opener.Opened(_link);
        _peer.Send([Letters.Of(4)]);
        Assert.Equal([1, 2, 3, 4], _link.Sent.Select(Letters.NumberOf));
        Assert.True(_peer.WasOpen);
    }

    [Fact]
    public void Send_AfterItWasLost_DropsWhatItCarries()
    {
        ILinkReader reader = Opener.Opened(_link);
        reader.Closed(_link, "it broke");
        NdArray<double> array = Held();
        _peer.Send([Letters.Of(1, array)]);
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Empty(_link.Sent);
    }

    [Fact]
    public void Failed_WithLettersThatWait_DropsThemAndTellsOnce()
    {
        NdArray<double> array = Held();
        _peer.Send([Letters.Of(1, array)]);
        Opener.Failed("nobody listens");
        Opener.Failed("nobody listens");
        _peer.Close("it is over");
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Equal(["nobody listens"], _lost);
        Assert.False(_peer.WasOpen);
    }

    [Fact]
    public void Closed_ByThePeer_IsToldOnce()
    {
        ILinkReader reader = Opener.Opened(_link);
        reader.Closed(_link, "it broke");
        _peer.Close("it is over");
        Assert.Equal(["it broke"], _lost);
    }

    [Fact]
    public void Opened_AfterItWasGivenUp_ClosesTheLink()
    {
        _peer.Close("it is over");
        Opener.Opened(_link);
        Assert.NotNull(_link.ClosedBecause);
        _peer.Send([Letters.Of(1)]);
        Assert.Empty(_link.Sent);
    }

    private static NdArray<double> Held()
    {
        NdArray<double> array = Letters.Counting(3);
        array.Retain();
        return array;
    }
}
