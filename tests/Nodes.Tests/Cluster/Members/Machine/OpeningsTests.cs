namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Clients that want graphs opened, and what they are told.</summary>
public sealed class OpeningsTests
{
    private readonly MemberStage _stage = new();

    [Fact]
    public void Add_BeforeTheMemberHasJoined_WaitsForIt()
    {
        Assert.Equal([], _stage.Open("g"));
        _stage.Beat();
        Assert.Contains("c: g is at tcp://b", _stage.Answer(MemberDesk.View(6, "a5 b6", ("g", 6))));
    }

    [Fact]
    public void Add_AGraphThatNobodyHas_ClaimsItUntilItIsGiven()
    {
        _stage.Join(MemberDesk.View(6));
        Assert.Equal(["claim g as 5"], _stage.Open("g"));
        Assert.Contains("claim g as 5", _stage.Beat());
        Assert.Equal(
            ["review guests by 7", "open g as 5 in 7"], _stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life))));
        Assert.Equal(["settle g at 0", "g by a5/0", "c has g"], _stage.Opened("g", 7));
        Assert.DoesNotContain("claim g as 5", _stage.Beat());
    }

    [Fact]
    public void Add_AGraphOfAnotherMember_IsSentThere()
    {
        _stage.Join(MemberDesk.View(6, "a5 b6", ("g", 6)));
        Assert.Equal(["c: g is at tcp://b"], _stage.Open("g"));
    }

    /// <summary>Nobody may be sent to a member whose life is over: the table will give the graph away.</summary>
    [Fact]
    public void Add_AGraphOfAMemberThatIsDown_Waits()
    {
        _stage.Join(MemberDesk.View(6, "a5 b6x", ("g", 6)));
        Assert.Equal([], _stage.Open("g"));
        Assert.Equal(
            ["review guests by 7", "c: g is at tcp://d"], _stage.See(MemberDesk.View(7, "a5 d7", ("g", 7))));
    }

    [Fact]
    public void Add_AGraphThatIsOpenHere_IsServedAtOnce()
    {
        MemberStage stage = MemberStage.AtHome();
        Assert.Equal(["d has g"], stage.Open("g", "d"));
    }

    [Fact]
    public void Add_SeveralClients_AreAllTold()
    {
        _stage.Join(MemberDesk.View(6));
        _stage.Open("g", "c");
        Assert.Equal(["claim g as 5"], _stage.Open("g", "d"));
        _stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life)));
        Assert.Equal(["c has g", "d has g"], _stage.Opened("g", 7)[^2..]);
    }

    [Fact]
    public void Claim_ForAClientThatHasGone_IsNotDone()
    {
        _stage.Join(MemberDesk.View(6));
        MemberDesk.Asker client = _stage.Client("c");
        _stage.Tell(new Nodes.Cluster.OpenAsked(client, "g"));
        client.IsClosed = true;
        Assert.Equal(["renew as 5"], _stage.Beat());
    }

    [Fact]
    public void Claim_ByAMemberThatLeaves_IsNotDone()
    {
        _stage.Join(MemberDesk.View(6));
        _stage.Tell(new Nodes.Cluster.Leave());
        Assert.Equal([], _stage.Open("g"));
    }

    [Fact]
    public void Claim_BeyondTheMostGraphs_IsRefused()
    {
        _stage.Join(MemberDesk.View(6, "a5", ("g", MemberDesk.Life), ("h", MemberDesk.Life)));
        foreach (string graph in (string[])["g", "h"])
        {
            _stage.Open(graph);
            _stage.Opened(graph, 6);
        }

        Assert.StartsWith("c: i Limit: member 'a' is home to 2 graphs", Assert.Single(_stage.Open("i")),
            StringComparison.Ordinal);
    }

    /// <summary>It was let go of, and the table has not heard it: the graph would be opened as what it was.</summary>
    [Fact]
    public void Serve_AGraphThatIsBeingReleased_Waits()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Tell(new Nodes.Cluster.LogInDoubt(stage.Desk.Sites["g"], "it went away"));
        Assert.Equal([], stage.Open("g", "d"));
        stage.See(MemberDesk.View(8));
        stage.Beat();
        Assert.Equal(
            ["review guests by 9", "open g as 5 in 9"], stage.See(MemberDesk.View(9, "a5", ("g", MemberDesk.Life))));
    }
}
