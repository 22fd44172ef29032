using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Clients that want graphs deleted, open or not, readable or not.</summary>
public sealed class DeletionsTests
{
    [Fact]
    public void Add_AGraphThatIsOpenHere_IsClosedAndDeletedAndReleased()
    {
        MemberStage stage = MemberStage.AtHome();
        Assert.Equal(["close g: GraphGoneException", "delete g in 7, open"], stage.Delete("g"));
        Assert.Equal(["release g as 5", "c: g is deleted"], stage.Deleted("g"));
        Assert.Equal("graph 'g' is deleted", stage.Desk.Said[^1]);
    }

    /// <summary>Nobody reads what is deleted: it may be damaged.</summary>
    [Fact]
    public void Add_AGraphThatIsNowhere_IsClaimedAndDeletedUnread()
    {
        MemberStage stage = Joined();
        Assert.Equal(["claim g as 5"], stage.Delete("g"));
        Assert.Contains("claim g as 5", stage.Beat());
        Assert.Equal(
            ["review guests by 7", "delete g in 7, not open"],
            stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life))));
    }

    [Fact]
    public void Add_AGraphOfAnotherMember_IsSentThere()
    {
        MemberStage stage = Joined("a5 b6", ("g", 6));
        Assert.Equal(["c: g is at tcp://b"], stage.Delete("g"));
    }

    /// <summary>Whoever opens it gets what is there, and then the deletion has its turn.</summary>
    [Fact]
    public void Add_AGraphThatIsBeingOpened_WaitsForThat()
    {
        MemberStage stage = Joined();
        stage.Open("g", "d");
        stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life)));
        Assert.Equal([], stage.Delete("g"));
        Assert.Equal(
            ["settle g at 0", "g by a5/0", "d has g", "close g: GraphGoneException", "delete g in 7, open"],
            stage.Opened("g", 7));
    }

    [Fact]
    public void Add_AGraphThatTurnsOutToBeDamaged_IsDeletedInsteadOfReleased()
    {
        MemberStage stage = Joined();
        stage.Open("g", "d");
        stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life)));
        stage.Delete("g");
        string[] done = stage.Opened("g", 7, new StoreDamagedException("byte 12 is wrong"));
        Assert.StartsWith("d: g Damaged", done[0], StringComparison.Ordinal);
        Assert.Equal(["delete g in 7, not open"], done[1..]);
    }

    [Fact]
    public void Add_WhileItIsDeleted_IsToldTogether()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Delete("g", "c");
        Assert.Equal([], stage.Delete("g", "d"));
        Assert.Equal(["release g as 5", "c: g is deleted", "d: g is deleted"], stage.Deleted("g"));
    }

    /// <summary>It is another graph, if there is one by then.</summary>
    [Fact]
    public void Add_AfterItWasDeleted_BeginsWhenTheTableHasHeardOfThat()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Delete("g");
        stage.Deleted("g");
        Assert.Equal([], stage.Delete("g", "d"));
        Assert.Equal(["review guests by 8"], stage.See(MemberDesk.View(8)));
        Assert.Contains("claim g as 5", stage.Beat());
    }

    [Fact]
    public void Serve_AClientThatHasGone_IsForgotten()
    {
        MemberStage stage = Joined();
        MemberDesk.Asker client = stage.Client("c");
        stage.Tell(new DeleteAsked(client, "g"));
        client.IsClosed = true;
        Assert.Equal(["review guests by 7"], stage.See(MemberDesk.View(7, "a5", ("g", MemberDesk.Life))));
    }

    [Fact]
    public void Serve_ByAMemberThatLeaves_SendsToOthers()
    {
        MemberStage stage = Joined();
        stage.Tell(new Leave());
        Assert.StartsWith("c: g TryAgain", Assert.Single(stage.Delete("g")), StringComparison.Ordinal);
    }

    [Fact]
    public void End_WithAnError_IsToldAndTheGraphIsReleased()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Delete("g");
        Assert.Equal(
            ["release g as 5", "c: g NoAccess: graph 'g' could not be deleted: it is read-only"],
            stage.Deleted("g", new StoreAccessException("it is read-only", new IOException())));
    }

    [Fact]
    public void End_OfAGraphThatThereNeverWas_NamesTheNearest()
    {
        MemberStage stage = Joined("a5", ("gin", 5));
        stage.Delete("gas");
        stage.See(MemberDesk.View(7, "a5", ("gin", 5), ("gas", 5)));
        string[] done = stage.Tell(new GraphDeleted("gas") { IsUnknown = true, Known = ["gasp", "other"] });
        Assert.Equal(
            ["release gas as 5", "c: gas Unknown: there is no graph 'gas'; did you mean 'gasp' or 'gin'?"], done);
    }

    [Fact]
    public void End_AfterTheLifeHasEnded_ReleasesNothing()
    {
        MemberStage stage = MemberStage.AtHome();
        stage.Delete("g");
        stage.Desk.IsLeaseHeld = false;
        for (int i = 0; i <= MemberOptions.RenewalsPerLease; i++) stage.Beat();
        Assert.Equal(["c: g is deleted"], stage.Deleted("g"));
    }

    private static MemberStage Joined(string members = "a5", params (string Graph, long Life)[] homes)
    {
        var stage = new MemberStage();
        stage.Join(MemberDesk.View(6, members, homes));
        return stage;
    }
}
