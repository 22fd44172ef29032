using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>A link that another member has opened: for nodes, or for the table.</summary>
public sealed class AcceptedPeerReaderTests : IMembershipListener
{
    private readonly MemberRoom _room = new();
    private readonly NotedLink _link = new();
    private readonly Traffic _traffic = new();
    private readonly LocalMembership _table;

    public AcceptedPeerReaderTests() =>
        _table = new LocalMembership(new MembershipTable(TimeSpan.FromSeconds(5)), _room.Time);

    [Fact]
    public void Received_ARequestToTheTable_IsAnsweredByTheSameLink()
    {
        Reader(_table).Received(_link, [Letter.Of(new Post { MembershipRequest = Join("b") })]);
        MembershipAnswer answer = _link.Posts.First(post => post.MembershipAnswer is { Number: 3 }).MembershipAnswer;
        Assert.True(answer.Life > 0);
    }

    /// <summary>Answers to other members do not go by a link that only asks the table.</summary>
    [Fact]
    public void Received_ARequestToTheTable_IsNoLinkForNodes()
    {
        AcceptedPeerReader reader = Reader(_table);
        reader.Received(_link, [Letter.Of(new Post { MembershipRequest = Join("b") })]);
        int sent = _link.Sent.Count;
        _room.PeerLinks.Answer("b", [Letters.Of(1)]);
        Assert.Equal(sent, _link.Sent.Count);
        reader.Closed(_link, "it broke");
        Assert.Empty(_room.Lost);
    }

    [Fact]
    public void Received_ALetterForNodes_MakesItTheLinkForAnswers()
    {
        AcceptedPeerReader reader = Reader(null);
        reader.Received(_link, [Node(), Node()]);
        _room.PeerLinks.Answer("b", [Letters.Of(1)]);
        Assert.Equal(1, Letters.NumberOf(Assert.Single(_link.Sent)));
        Assert.Equal((1, 2), (_traffic.Frames, _traffic.Letters));
        reader.Closed(_link, "it broke");
        Assert.Equal([("b", true)], _room.Lost);
    }

    [Fact]
    public void Received_ARequestToATableThatIsElsewhere_ClosesTheLink()
    {
        Reader(null).Received(_link, [Letter.Of(new Post { MembershipRequest = Join("b") })]);
        Assert.Contains("does not hold the table", _link.ClosedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_ALinkToTheTable_IsToldNothingMore()
    {
        AcceptedPeerReader reader = Reader(_table);
        reader.Received(_link, [Letter.Of(new Post { MembershipRequest = Join("b") })]);
        reader.Closed(_link, "it broke");
        int sent = _link.Sent.Count;
        _table.Connect(this).Ask(Join("c"));
        Assert.Equal(sent, _link.Sent.Count);
    }

    void IMembershipListener.Answered(MembershipAnswer answer)
    {
    }

    void IMembershipListener.Changed(ClusterView view)
    {
    }

    private static Letter Node() =>
        Letter.Of(new Post { Node = new NodeLetter { Graph = "g", Assigned = new Nothing() } });

    private static MembershipRequest Join(string name) => new()
    {
        Number = 3, Join = new Nodes.Wire.Protocol.MemberCard { Name = name, Address = $"tcp://{name}" },
    };

    private AcceptedPeerReader Reader(LocalMembership? table)
    {
        var guests = new GuestSites(_room.Parts);
        var homes = new HomeSites(_room.Parts, null, TimeSpan.FromSeconds(60), _ => null);
        var letters = new PeerLetters(_room.Parts, homes, guests, this);
        return new AcceptedPeerReader(_room.Dispatcher, letters, _traffic, _room.PeerLinks, table, "b");
    }
}
