using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>How a member leaves: with a store, without one, and when nobody answers.</summary>
public sealed class LeavingTests
{
    [Fact]
    public void Begin_BeforeTheMemberHasJoined_IsOverAtOnce()
    {
        var stage = new MemberStage();
        Assert.Equal(["left"], stage.Tell(new Leave()));
        Assert.Equal([], stage.Beat());
    }

    [Fact]
    public void Begin_WhereGraphsAreKept_ClosesThemAndSaysSo()
    {
        MemberStage stage = MemberStage.AtHome(members: "a5 b6");
        Assert.Equal(["leave as 5", "close g: MovedException", "left as 5"], stage.Tell(new Leave()));
        Assert.False(stage.Desk.HasLeft);
        Assert.Equal(["left"], stage.Answer(MemberDesk.View(8, "b6"), life: 0));
    }

    [Fact]
    public void Begin_Twice_IsDoneOnce()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Tell(new Leave());
        Assert.Equal([], stage.Tell(new Leave()));
    }

    /// <summary>The table hears of the successor when that has the graph, and of the leaving after that.</summary>
    [Fact]
    public void Begin_WhereNothingIsKept_HandsGraphsOverFirst()
    {
        MemberStage stage = MemberStage.AtHome(members: "a5 b6! d7");
        stage.Desk.KeepsGraphs = false;
        Assert.Equal(["leave as 5", "hand g to d"], stage.Tell(new Leave()));
        Assert.Equal(["transfer g to 7 as 5", "left as 5"], stage.Tell(new GraphHandedOver("g")));
        Assert.Equal([], stage.Tell(new GraphHandedOver("g")));
    }

    [Fact]
    public void Begin_WhereNothingIsKeptAndNobodyIsLeft_TakesTheGraphsAlong()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Desk.KeepsGraphs = false;
        Assert.Equal(["leave as 5", "close g: MovedException", "left as 5"], stage.Tell(new Leave()));
    }

    [Fact]
    public void Beat_ASuccessorThatDoesNotAnswer_IsNotWaitedForWithoutEnd()
    {
        MemberStage stage = MemberStage.AtHome(members: "a5 b6");
        stage.Desk.KeepsGraphs = false;
        stage.Tell(new Leave());
        int beats = 0;
        while (!stage.Desk.HasLeft)
        {
            stage.Beat();
            Assert.True(++beats < 100);
        }

        Assert.True(beats > 10);
        Assert.Equal([], stage.Beat());
    }

    [Fact]
    public void End_OfALifeThatLeaves_IsTheEndOfTheMember()
    {
        MemberStage stage = MemberStage.AtHome(members: "a5 b6");
        stage.Desk.KeepsGraphs = false;
        stage.Tell(new Leave());
        Assert.Equal(["lease ends", "no guests", "left"], stage.Refuse("you are void"));
    }

    [Fact]
    public void Handle_AnAnswerToAnEarlierRequest_IsNotTakenForTheLast()
    {
        MemberStage stage = MemberStage.AtHome();
        var earlier = new TableAnswered(new MembershipAnswer
        {
            Number = stage.Desk.Asked[^1].Number, Life = MemberDesk.Life, View = MemberDesk.View(8).ToWire(),
        });
        stage.Tell(new Leave());
        stage.Tell(earlier);
        Assert.False(stage.Desk.HasLeft);
    }
}
