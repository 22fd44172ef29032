using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Where the parts of a member meet: what a message that one part takes means for the others.</summary>
public sealed class MemberMachineTests
{
    [Fact]
    public void Handle_ABeatOfAMemberThatHasNotJoined_OnlyAsksToJoin() =>
        Assert.Equal(["join as 0"], new MemberStage().Beat());

    [Fact]
    public void Handle_ABeat_RenewsAndLooksAfterTheGraphs()
    {
        MemberStage stage = MemberStage.AtHome();
        Assert.Equal(["renew as 5", "g lets go"], stage.Beat());
    }

    /// <summary>Everything that it was, it is not any more, before it asks to join anew.</summary>
    [Fact]
    public void Handle_ABeatAfterTheLeaseHasEnded_LetsGoOfEverything()
    {
        MemberStage stage = MemberStage.AtHome();
        for (int i = 0; i < MemberOptions.RenewalsPerLease; i++) stage.Beat();
        stage.Desk.IsLeaseHeld = false;
        Assert.Equal(["lease ends", "close g: MovedException", "no guests", "join as 0"], stage.Beat());
        Assert.Equal(0, stage.Desk.Status.Life);
    }

    [Fact]
    public void Handle_ARefusalThatKnowsNoSuchLife_LetsGoOfEverything()
    {
        MemberStage stage = MemberStage.AtHome();
        Assert.Equal(["lease ends", "close g: MovedException", "no guests"], stage.Refuse("you are void"));
    }

    [Fact]
    public void Handle_ALeaseThatHadLapsedWhenAStepWasKept_LetsGoOfEverything()
    {
        MemberStage stage = MemberStage.AtHome();
        IHomeSite home = HomeOf(stage, "g");
        Assert.Equal(["lease ends", "close g: MovedException", "no guests"], stage.Tell(new LeaseLapsed(home)));
        Assert.Equal([], stage.Tell(new LeaseLapsed(home)));
    }

    /// <summary>A home that was closed meanwhile has nothing to say about the one that took its place.</summary>
    [Fact]
    public void Handle_WhatAnEarlierHomeSays_ChangesNothing()
    {
        MemberStage stage = MemberStage.AtHome();
        IHomeSite other = HomeOf(MemberStage.AtHome(), "g");
        Assert.Equal([], stage.Tell(new LeaseLapsed(other)));
        Assert.Equal([], stage.Tell(new LogInDoubt(other, "the database went away")));
    }

    /// <summary>It is given away only when the table has heard of it: then whoever opens it reads it anew.</summary>
    [Fact]
    public void Handle_ALogInDoubt_ClosesTheGraphAndSaysSoUntilItIsHeard()
    {
        MemberStage stage = MemberStage.AtHome();
        IHomeSite home = HomeOf(stage, "g");
        Assert.Equal(
            ["close g: MovedException", "release g as 5"], stage.Tell(new LogInDoubt(home, "the database went away")));
        Assert.Equal(["renew as 5", "release g as 5"], stage.Beat());
        Assert.Equal([], stage.Open("g"));
        Assert.Equal(["review guests by 8", "claim g as 5"], [.. stage.See(MemberDesk.View(8)), .. Claims(stage)]);
    }

    [Fact]
    public void Handle_AViewThatIsNews_ReviewsGuestsAndForms()
    {
        MemberStage stage = MemberStage.AtHome();
        Assert.Equal(
            ["review guests by 8", "g by a5/0 b6/1"], stage.See(MemberDesk.View(8, "a5 b6", ("g", MemberDesk.Life))));
        Assert.Equal([], stage.See(MemberDesk.View(8, "a5 b6", ("g", MemberDesk.Life))));
        Assert.Equal([], stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life))));
    }

    [Fact]
    public void Handle_ALostLink_RenewsErasAndTellsHomes()
    {
        MemberStage stage = MemberStage.AtHome(members: "a5 b6");
        Assert.Equal(
            ["g by a5/0 b6/1", "guests do not reach b"], stage.Tell(new PeerLost("b", wasOpen: true, "it broke")));
    }

    [Fact]
    public void Handle_ALostLinkWithoutALife_IsOfNoInterest() =>
        Assert.Equal([], new MemberStage().Tell(new PeerLost("b", wasOpen: true, "it broke")));

    [Fact]
    public void Handle_AnIdleGraph_LeavesTheMemory()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Desk.Sites["g"].IdleFor = MemberDesk.Options.IdleTime;
        Assert.Equal(
            ["renew as 5", "g lets go", "close g: MovedException", "close log of g", "release g as 5"], stage.Beat());
    }

    [Fact]
    public void Handle_AnIdleGraphThatNothingKeeps_Stays()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Desk.KeepsGraphs = false;
        stage.Desk.Sites["g"].IdleFor = TimeSpan.FromDays(1);
        Assert.Equal(["renew as 5", "g lets go"], stage.Beat());
    }

    [Fact]
    public void Handle_AGraphThatCannotBeOpened_IsReleasedAndRefused()
    {
        var stage = new MemberStage();
        stage.Join(MemberDesk.View(6));
        stage.Open("g");
        stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life)));
        string[] done = stage.Opened("g", 7, new StoreDamagedException("byte 12 is wrong"));
        Assert.Equal("release g as 5", done[0]);
        Assert.Equal("c: g Damaged: graph 'g' could not be opened: byte 12 is wrong", Assert.Single(done[1..]));
    }

    [Fact]
    public void Handle_AMessageThatIsNotForMembers_IsReported()
    {
        var stage = new MemberStage();
        Assert.Throws<InvalidOperationException>(() => stage.Tell(new Continue()));
        var machine = new MemberMachine(MemberDesk.Options, stage.Desk);
        machine.HandleError(new InvalidOperationException("no"), new Continue());
        Assert.Equal("the member failed at Continue", stage.Desk.Said[^1]);
    }

    private static IEnumerable<string> Claims(MemberStage stage) =>
        stage.Beat().Where(what => what.StartsWith("claim", StringComparison.Ordinal));

    private static MemberDesk.Site HomeOf(MemberStage stage, string graph) => stage.Desk.Sites[graph];
}
