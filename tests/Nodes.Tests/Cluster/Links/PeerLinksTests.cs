using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>One link each way for each pair of members, and who is told when one of them is gone.</summary>
public sealed class PeerLinksTests
{
    private static readonly MemberCard B = new("b", "tcp://b", []);

    private readonly MemberRoom _room = new();

    private PeerLinks Links => _room.PeerLinks;

    [Fact]
    public void To_TheSameMemberAgain_IsTheSameLink()
    {
        Assert.Same(Links.To(B), Links.To(B));
        Assert.Equal(["tcp://b"], _room.Transport.Wanted.Select(wanted => wanted.Address));
    }

    [Fact]
    public void To_AMemberWhoseLinkWasLost_IsAnotherLink()
    {
        PeerLink first = Links.To(B);
        _room.Transport.Wanted[0].Opener.Failed("nobody listens");
        Assert.Equal([("b", false)], _room.Lost);
        Assert.NotSame(first, Links.To(B));
        Assert.Equal(2, _room.Transport.Wanted.Count);
    }

    [Fact]
    public void To_ALinkThatBreaksAfterItWasOpen_SaysThatItWas()
    {
        Links.To(B);
        var link = new NotedLink();
        _room.Transport.Wanted[0].Opener.Opened(link).Closed(link, "it broke");
        Assert.Equal([("b", true)], _room.Lost);
    }

    [Fact]
    public void Answer_AMemberThatHasNoLink_DropsWhatItCarries()
    {
        NdArray<double> array = Letters.Counting(3);
        array.Retain();
        Links.Answer("b", [Letters.Of(1, array)]);
        Assert.True(array.Block.IsHeldBy(1));
    }

    [Fact]
    public void Accept_AnotherLinkOfTheSameMember_ClosesTheFirst()
    {
        NotedLink first = new(), second = new();
        Links.Accept("b", first);
        Links.Accept("b", second);
        Links.Answer("b", [Letters.Of(1)]);
        Assert.NotNull(first.ClosedBecause);
        Assert.Equal([1], second.Sent.Select(Letters.NumberOf));
    }

    /// <summary>The end of the first one says nothing about the one that took its place.</summary>
    [Fact]
    public void Forget_ALinkThatWasReplaced_IsNotALoss()
    {
        NotedLink first = new(), second = new();
        Links.Accept("b", first);
        Links.Accept("b", second);
        Links.Forget("b", first, "replaced");
        Assert.Empty(_room.Lost);
        Links.Forget("b", second, "it broke");
        Links.Forget("b", second, "it broke");
        Assert.Equal([("b", true)], _room.Lost);
    }

    [Fact]
    public void CloseAll_LinksBothWays_AreClosed()
    {
        NotedLink there = new(), back = new();
        Links.To(B);
        _room.Transport.Wanted[0].Opener.Opened(there);
        Links.Accept("b", back);
        Links.CloseAll("it is over");
        Assert.Equal(["it is over", "it is over"], new[] { there, back }.Select(link => link.ClosedBecause));
    }
}
