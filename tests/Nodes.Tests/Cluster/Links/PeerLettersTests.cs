using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Where letters from other members go.</summary>
public sealed class PeerLettersTests : IMembershipListener
{
    private static readonly Tenure Tenure = new(7);

    private readonly MemberRoom _room = new();
    private readonly List<string> _heard = [];
    private readonly GuestSites _guests;
    private readonly HomeSites _homes;
    private readonly PeerLetters _letters;

    public PeerLettersTests()
    {
        _guests = new GuestSites(_room.Parts);
        _homes = new HomeSites(_room.Parts, null, TimeSpan.FromSeconds(60), _ => null);
        _letters = new PeerLetters(_room.Parts, _homes, _guests, this);
    }

    [Fact]
    public void Route_TheBeginOfAnEra_MakesAGuest()
    {
        _guests.Begin(6);
        ShardPlace home = MemberRoom.Place(0, "a", 5), guest = MemberRoom.Place(1, "b", 6);
        var plan = new MemberEraPlan(new Era(3), home, [home, guest]);
        Route(new NodeLetter
        {
            Graph = "g", Tenure = Tenure.Number, Era = 3,
            Form = EraPlanCodec.Encode(new EnterEra(plan, default), guest.Shard),
        });
        Assert.Equal<Era>(new Era(3), _guests.Find("g", Tenure)!.Era);
    }

    [Fact]
    public void Route_ALetterOfAGraphThatIsNotHere_IsDropped()
    {
        Route(new NodeLetter { Graph = "g", Tenure = 7, Assigned = new Nothing() });
        Assert.Empty(_room.Told);
    }

    [Fact]
    public void Route_AShardThatIsNotReached_IsToldTheMemberOfItsHome()
    {
        HomeSite home = Settle();
        Route(Unreachable(home.Era));
        var told = Assert.IsType<ShardUnreachable>(Assert.Single(_room.Told));
        Assert.Equal(("g", new ShardId(2)), (told.Graph, told.Shard));
    }

    [Fact]
    public void Route_AShardThatWasNotReachedInAnEarlierEra_IsNoNews()
    {
        HomeSite home = Settle();
        Route(Unreachable(new Era(home.Era.Number - 1)));
        NodeLetter other = Unreachable(home.Era);
        other.Tenure = 6;
        Route(other);
        Assert.Empty(_room.Told);
    }

    [Fact]
    public void Route_AHandover_GoesToTheMemberWithItsSender()
    {
        Letter letter = HandoverCodec.Encode(
            "g", new(keepsNodes: true), new StoredGraph { Revision = new Revision(4) });
        _letters.Route(letter, "b");
        var inherited = Assert.IsType<GraphInherited>(_room.Told.Dequeue());
        Assert.Equal(("g", "b"), (inherited.Graph, inherited.From));
        Assert.Equal<Revision>(new Revision(4), inherited.Content.Revision);
        _letters.Route(Letter.Of(new Post { HandedOver = new HandedOver { Graph = "g" } }), "b");
        Assert.Equal("g", Assert.IsType<GraphHandedOver>(_room.Told.Dequeue()).Graph);
    }

    /// <summary>An answer without a number is to no question: the table has changed.</summary>
    [Fact]
    public void Route_AnAnswerOfTheTable_GoesToItsListener()
    {
        var view = new View { Epoch = 9 };
        foreach (long number in (long[])[3, 0])
        {
            var answer = new MembershipAnswer { Number = number, View = view };
            _letters.Route(Letter.Of(new Post { MembershipAnswer = answer }), "b");
        }

        Assert.Equal(["answer 3", "view 9"], _heard);
    }

    [Fact]
    public void Route_WhatClientsSay_IsRefused() => Assert.Contains(
        "OpenGraph", Assert.Throws<LetterFormatException>(
            () => _letters.Route(Letter.Of(new Post { OpenGraph = new OpenGraph { Name = "g" } }), "b")).Message,
        StringComparison.Ordinal);

    void IMembershipListener.Answered(MembershipAnswer answer) => _heard.Add($"answer {answer.Number}");

    void IMembershipListener.Changed(ClusterView view) => _heard.Add($"view {view.Epoch}");

    private static NodeLetter Unreachable(Era era) =>
        new() { Graph = "g", Tenure = Tenure.Number, Era = era.Number, Unreachable = 2 };

    private void Route(NodeLetter letter) => _letters.Route(Letter.Of(new Post { Node = letter }), "b");

    private HomeSite Settle()
    {
        IHomeSite home = _homes.Settle(
            new LogOpened("g", 5, Tenure, null, null), StoredGraph.Empty, MemberRoom.Place(0, "a", 5));
        home.BeginEra([MemberRoom.Place(0, "a", 5), MemberRoom.Place(2, "b", 6)]);
        _room.Dispatcher.RunUntilIdle();
        return (HomeSite)home;
    }
}
