using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>The graphs that this member is a guest in: b, life 2; their home is a, life 1.</summary>
public sealed class GuestSitesTests
{
    private const long Life = 2;

    private readonly MemberRoom _room = new();
    private readonly GuestSites _guests;

    public GuestSitesTests()
    {
        _guests = new GuestSites(_room.Parts);
        _guests.Begin(Life);
    }

    [Fact]
    public void Enter_AFirstEra_MakesAGuest()
    {
        Enter(era: 1);
        GuestSite guest = Find()!;
        Assert.Equal((new Era(1), new Tenure(7)), (guest.Era, guest.Tenure));
        Assert.Equal((new ShardId(3), 1L), (guest.ShardId, guest.HomeLife));
    }

    [Fact]
    public void Enter_ALaterEra_IsEnteredByTheSameGuest()
    {
        Enter(era: 1);
        GuestSite guest = Find()!;
        Enter(era: 2);
        Assert.Same(guest, Find());
        Assert.Equal(new Era(2), guest.Era);
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(1, 7)]
    [InlineData(9, 6)]
    public void Enter_AnEarlierEraOrTenure_IsNotEntered(long era, long tenure)
    {
        Enter(era: 2);
        GuestSite guest = Find()!;
        Enter(era, tenure);
        Assert.Same(guest, Find());
        Assert.Equal(new Era(2), guest.Era);
    }

    [Fact]
    public void Enter_ALaterTenure_TakesThePlaceOfTheEarlier()
    {
        Enter(era: 9);
        GuestSite earlier = Find()!;
        Enter(era: 1, tenure: 8);
        Assert.Equal(GraphSite.Over, earlier.Era);
        Assert.Null(Find());
        Assert.Equal(new Era(1), Find(tenure: 8)!.Era);
    }

    /// <summary>The home has given up what this member did for it.</summary>
    [Fact]
    public void Enter_AsAnotherShard_BeginsAnew()
    {
        Enter(era: 1);
        GuestSite before = Find()!;
        Enter(era: 2, shard: 4);
        Assert.Equal(GraphSite.Over, before.Era);
        Assert.Equal(new ShardId(4), Find()!.ShardId);
    }

    [Fact]
    public void Enter_ForAnEarlierLifeOfThisMember_IsNotMeant()
    {
        Enter(era: 1, life: 1);
        Assert.Null(Find());
    }

    [Fact]
    public void Enter_WithoutALife_IsNotDone()
    {
        _guests.End();
        Enter(era: 1);
        Enter(era: 1, life: 0);
        Assert.Null(Find());
    }

    [Fact]
    public void End_OfTheLife_DissolvesAll()
    {
        Enter(era: 1);
        GuestSite guest = Find()!;
        _guests.End();
        Assert.Equal(GraphSite.Over, guest.Era);
        Assert.Null(Find());
    }

    [Theory]
    [InlineData(8, "a1 b2", 1, true)] // nothing has changed
    [InlineData(6, "a1 b2", 2, true)] // a view of before the tenure does not know this home yet
    [InlineData(8, "a1 b2", 2, false)] // the home has let go of it
    [InlineData(8, "a1x b2", 1, false)] // the home is down
    [InlineData(8, "b2", 1, false)] // the home is gone
    public void Review_AView_LosesGuestsOfHomesThatAreGone(long epoch, string members, long home, bool stays)
    {
        Enter(era: 1);
        _guests.Review(MemberDesk.View(epoch, members, ("g", home)));
        Assert.Equal(stays, Find() is not null);
    }

    [Fact]
    public void ReportUnreachable_APeerOfAGraph_IsToldToItsHome()
    {
        var home = new NotedLink();
        _room.PeerLinks.Accept("a", home);
        Enter(era: 5);
        _guests.ReportUnreachable("c");
        NodeLetter letter = Assert.Single(home.Posts).Node;
        Assert.Equal(("g", 7L, 5L, 3, -1, 6), (
            letter.Graph, letter.Tenure, letter.Era, letter.From, letter.To, letter.Unreachable));
    }

    [Fact]
    public void ReportUnreachable_AMemberThatDoesNotWorkTheGraph_IsNoNews()
    {
        var home = new NotedLink();
        _room.PeerLinks.Accept("a", home);
        Enter(era: 5);
        _guests.ReportUnreachable("x");
        Assert.Empty(home.Sent);
    }

    private GuestSite? Find(long tenure = 7) => _guests.Find("g", new Tenure(tenure));

    /// <summary>The home a has b and c work the graph g.</summary>
    private void Enter(long era, long tenure = 7, int shard = 3, long life = Life)
    {
        ShardPlace home = MemberRoom.Place(0, "a", 1);
        var plan = new MemberEraPlan(
            new Era(era), home, [home, MemberRoom.Place(shard, "b", life), MemberRoom.Place(6, "c", 3)]);
        _guests.Enter(new NodeLetter
        {
            Graph = "g", Tenure = tenure, Era = era,
            Form = EraPlanCodec.Encode(new EnterEra(plan, default), new ShardId(shard)),
        });
    }
}
