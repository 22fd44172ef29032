using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>How graphs come to be at home here, and what the store is asked for them.</summary>
public sealed class HomesTests
{
    private readonly MemberDesk _desk = new();
    private readonly OwnLife _life;
    private readonly Homes _homes;

    public HomesTests()
    {
        _life = new OwnLife(MemberDesk.Card, _desk);
        _homes = new Homes(_life, _desk, _desk);
        _life.Renew();
        _life.TryHear(new() { Number = _desk.Asked[0].Number, Life = MemberDesk.Life });
        See(7);
        _desk.Take();
    }

    [Fact]
    public void Open_AGraph_OpensItsLogOnceInTheTenureOfTheView()
    {
        _homes.Open("g");
        _homes.Open("g");
        Assert.Equal(["open g as 5 in 7"], _desk.Take());
        Assert.True(_homes.IsBusy("g"));
    }

    [Fact]
    public void Open_ByAMemberThatLeaves_IsNotDone()
    {
        _life.Leave();
        _desk.Take();
        _homes.Open("g");
        Assert.Equal([], _desk.Take());
    }

    [Fact]
    public void Settle_AnOpenedLog_IsAHome()
    {
        Assert.NotNull(Settle());
        Assert.Equal(["settle g at 0"], _desk.Take());
        Assert.Equal("is home to graph 'g': 3 nodes", _desk.Said[^1]);
        Assert.False(_homes.IsBusy("g"));
    }

    [Fact]
    public void Settle_WithAnError_GivesIt()
    {
        _homes.Open("g");
        var failure = new IOException("no");
        Assert.Null(_homes.Settle(Opened(error: failure), out Exception? error));
        Assert.Same(failure, error);
        Assert.False(_homes.IsBusy("g"));
    }

    /// <summary>The table has given it to another while the log was opened, or the life that asked has ended.</summary>
    [Fact]
    public void Settle_WhatIsNotWantedAnyMore_IsDropped()
    {
        Assert.Null(_homes.Settle(Opened(life: 4), out Exception? error));
        See(8, home: 6);
        Assert.Null(_homes.Settle(Opened(), out _));
        Assert.Null(error);
        Assert.Equal(["drop g", "drop g"], _desk.Take());
    }

    [Fact]
    public void Settle_WhatMakesNoSense_IsDroppedAndSaid()
    {
        _desk.Senseless = new DataflowException("no such operator");
        Assert.Null(_homes.Settle(Opened(), out Exception? error));
        Assert.Same(_desk.Senseless, error);
        Assert.Equal(["drop g"], _desk.Take());
        Assert.Null(_homes.Find("g"));
    }

    [Fact]
    public void Settle_WhatWasHandedOver_BeginsWithIt()
    {
        _homes.Inherit(new GraphInherited("g", "b", new StoredGraph { Revision = new(9) }));
        Settle();
        Settle();
        Assert.Equal(["confirm g to b", "settle g at 9", "settle g at 0"], _desk.Take());
    }

    [Fact]
    public void Find_ASiteOfAnEarlierHome_IsNotThisOne()
    {
        Home first = Settle()!;
        Assert.Same(first, _homes.Find(first.Site));
        _homes.Close(first);
        Home second = Settle()!;
        Assert.Null(_homes.Find(first.Site));
        Assert.Same(second, _homes.Find(second.Site));
    }

    [Fact]
    public void Close_Twice_IsToldOnce()
    {
        Home home = Settle()!;
        _desk.Take();
        _homes.Close(home);
        _homes.Close(home);
        Assert.Equal(["close g: MovedException"], _desk.Take());
        Assert.Equal(0, _homes.Count);
    }

    /// <summary>What waits on the graph hears that it is gone, not that it is elsewhere.</summary>
    [Fact]
    public void Delete_AnOpenGraph_ClosesItFirst()
    {
        Settle();
        See(9);
        _desk.Take();
        _homes.Delete("g");
        _homes.Delete("g");
        Assert.Equal(["close g: GraphGoneException", "delete g in 7, open"], _desk.Take());
        Assert.True(_homes.IsBusy("g"));
        _homes.Note(new GraphDeleted("g"));
        Assert.False(_homes.IsBusy("g"));
    }

    [Fact]
    public void Delete_AGraphThatIsNotOpen_DoesNotOpenIt()
    {
        _homes.Delete("g");
        _homes.Open("g");
        Assert.Equal(["delete g in 7, not open"], _desk.Take());
    }

    [Fact]
    public void HandOver_AHome_IsNoHomeAnyMore()
    {
        Home home = Settle()!;
        _desk.Take();
        _homes.HandOver(home, MemberDesk.View(8, "b6").Members[0]);
        Assert.Equal(["hand g to b"], _desk.Take());
        Assert.Null(_homes.Find("g"));
    }

    private Home? Settle() => _homes.Settle(Opened(), out _);

    private static LogOpened Opened(long life = MemberDesk.Life, Exception? error = null) =>
        new("g", life, new Tenure(7), null, error);

    private void See(long epoch, long home = MemberDesk.Life) =>
        _life.TrySee(MemberDesk.View(epoch, "a5 b6", ("g", home)));
}
