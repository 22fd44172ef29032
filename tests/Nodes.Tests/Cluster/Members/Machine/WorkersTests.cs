using Dataflow.Nodes.Cluster;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Which members work a graph that is at home here, and when they begin anew.</summary>
public sealed class WorkersTests
{
    private readonly MemberStage _stage = MemberStage.AtHome(members: "a5 b6 c7");

    [Fact]
    public void Reconsider_AMemberThatComes_GetsAShardOfItsOwn() =>
        Assert.Contains("g by a5/0 b6/1 c7/2 d8/3", See("a5 b6 c7 d8"));

    /// <summary>A process that is started again has nothing of what the one before had.</summary>
    [Fact]
    public void Reconsider_AMemberThatLivesAnew_GetsAnotherShard()
    {
        See("a5 c7");
        Assert.Contains("g by a5/0 b9/3 c7/2", See("a5 b9 c7", epoch: 9));
    }

    [Fact]
    public void Reconsider_AnUnreachableMember_KeepsWhatItHas()
    {
        Assert.DoesNotContain(See("a5 b6! c7"), IsOfG);
        Assert.Contains("g by a5/0 b6/1 c7/2 e9/3", See("a5 b6! c7 d8! e9", epoch: 9));
    }

    [Fact]
    public void Reconsider_AMemberThatLeaves_WorksNoMore() => Assert.Contains("g by a5/0 c7/2", See("a5 b6- c7"));

    [Fact]
    public void Note_ALostLink_BeginsAnEraWithTheSameMembers() =>
        Assert.Contains("g by a5/0 b6/1 c7/2", Lose("b"));

    [Fact]
    public void Note_ALostLinkOfAMemberThatDoesNotWork_ChangesNothing() =>
        Assert.DoesNotContain(Lose("x"), IsOfG);

    [Fact]
    public void Note_AMemberThatCannotBeReached_IsAvoidedForALease()
    {
        Assert.Contains("g by a5/0 c7/2", Lose("b", wasOpen: false));
        for (int i = 0; i < MemberOptions.RenewalsPerLease; i++) Assert.DoesNotContain(_stage.Beat(), IsOfG);
        Assert.Contains("g by a5/0 b6/3 c7/2", _stage.Beat());
    }

    [Fact]
    public void Note_LinksThatKeepBreaking_AvoidTheMember()
    {
        for (int i = 0; i < 3; i++) Assert.Contains("g by a5/0 b6/1 c7/2", Lose("b"));
        Assert.Contains("g by a5/0 c7/2", Lose("b"));
    }

    [Fact]
    public void Note_LinksThatBreakNowAndThen_AvoidNobody()
    {
        for (int i = 0; i < 8; i++)
        {
            Assert.Contains("g by a5/0 b6/1 c7/2", Lose("b"));
            _stage.Beat();
        }
    }

    [Fact]
    public void Note_ItselfUnreachable_IsNotAvoided() =>
        Assert.Contains("g by a5/0 b6/1 c7/2", Lose("a", wasOpen: false));

    [Fact]
    public void Note_AShardThatAnotherDoesNotReach_BeginsAnEra()
    {
        Assert.Equal(["g by a5/0 b6/1 c7/2"], _stage.Tell(new ShardUnreachable("g", new ShardId(2))));
        Assert.Equal([], _stage.Tell(new ShardUnreachable("g", new ShardId(9))));
        Assert.Equal([], _stage.Tell(new ShardUnreachable("h", new ShardId(2))));
    }

    [Fact]
    public void Note_AShardThatHasLostSomething_IsReplaced()
    {
        Assert.Equal(["g by a5/0 b6/1 c7/3"], _stage.Tell(new ShardLost("g", new ShardId(2))));
        Assert.Equal([], _stage.Tell(new ShardLost("g", new ShardId(2))));
    }

    private static bool IsOfG(string what) => what.StartsWith("g by", StringComparison.Ordinal);

    private string[] Lose(string member, bool wasOpen = true) =>
        _stage.Tell(new PeerLost(member, wasOpen, "it broke"));

    private string[] See(string members, long epoch = 8) =>
        _stage.See(MemberDesk.View(epoch, members, ("g", MemberDesk.Life)));
}
