using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>This member's life in the table: how it begins, what keeps it, what ends it.</summary>
public sealed class OwnLifeTests
{
    private readonly MemberDesk _desk = new();
    private readonly OwnLife _life;

    public OwnLifeTests() => _life = new OwnLife(MemberDesk.Card, _desk);

    [Fact]
    public void Renew_WhileNotAnswered_AsksToJoinUnderOneNumber()
    {
        _life.Renew();
        _life.Renew();
        Assert.Equal(["join as 0", "join as 0"], _desk.Take());
        Assert.Equal(_desk.Asked[0].Number, _desk.Asked[1].Number);
        Assert.Equal("tcp://a", _desk.Asked[0].Join.Address);
    }

    [Fact]
    public void TryHear_TheAnswerToJoining_BeginsALifeAndRenewsItAtOnce()
    {
        _life.Renew();
        _desk.Take();
        Assert.True(_life.TryHear(AnswerTo(_desk.Asked[0])));
        Assert.Equal(["guests of 5", "renew as 5", "lease from 1"], _desk.Take());
        Assert.Equal(new MemberStatus(5, IsNew: true, IsLeaving: false, ClusterView.Empty), _desk.Status);
    }

    [Fact]
    public void TryHear_OfAnEarlierQuestionThanJoining_MeansNothing()
    {
        _life.Renew();
        Assert.False(_life.TryHear(new MembershipAnswer { Number = 99, Life = 5 }));
        Assert.False(_life.IsAlive);
    }

    [Fact]
    public void TryHear_OfAnotherLife_MeansNothing()
    {
        Begin();
        Assert.False(_life.TryHear(new MembershipAnswer { Number = 2, Life = 4 }));
        Assert.Equal([], _desk.Take());
    }

    [Fact]
    public void IsEndedBy_ARefusalOfJoining_AsksUnderANewNumberNextTime()
    {
        _life.Renew();
        Assert.False(_life.IsEndedBy(RefusalOf(_desk.Asked[0], life: 0)));
        Assert.Contains("refused: no", _desk.Take());
        _life.Renew();
        Assert.NotEqual(_desk.Asked[0].Number, _desk.Asked[1].Number);
    }

    [Fact]
    public void IsEndedBy_ARefusalThatKnowsNoSuchLife_EndsIt()
    {
        Begin();
        Assert.True(_life.IsEndedBy(RefusalOf(_desk.Asked[^1], life: 0)));
    }

    /// <summary>What was asked before this life began was asked by an earlier one.</summary>
    [Fact]
    public void IsEndedBy_ARefusalFromBeforeThisLife_IsNotMeant()
    {
        Begin();
        Assert.False(_life.IsEndedBy(RefusalOf(_desk.Asked[0], life: 0)));
    }

    [Fact]
    public void IsEndedBy_ARefusalOfOneRequest_IsOnlyTold()
    {
        Begin();
        Assert.False(_life.IsEndedBy(RefusalOf(_desk.Asked[^1], life: 5)));
        Assert.Contains("no", _desk.Said);
    }

    [Fact]
    public void HasLapsed_OfALifeThatIsNew_WaitsForALeaseOfBeats()
    {
        Begin();
        _desk.IsLeaseHeld = false;
        for (int i = 0; i < MemberOptions.RenewalsPerLease; i++)
        {
            _life.Age();
            Assert.False(_life.HasLapsed);
        }

        _life.Age();
        Assert.True(_life.HasLapsed);
        Assert.False(_desk.Status.IsNew);
    }

    [Fact]
    public void HasLapsed_WhileTheLeaseIsHeld_IsNotSo()
    {
        Begin();
        for (int i = 0; i < 100; i++) _life.Age();
        Assert.False(_life.HasLapsed);
    }

    [Fact]
    public void TrySee_AnEarlierView_IsNotTaken()
    {
        Begin();
        Assert.True(_life.TrySee(MemberDesk.View(9)));
        Assert.True(_life.TrySee(MemberDesk.View(9)));
        Assert.False(_life.TrySee(MemberDesk.View(8)));
        Assert.Equal(9, _life.View.Epoch);
        Assert.Same(_life.View, _desk.Status.View);
    }

    /// <summary>Before it has joined a view is only looked at: nothing is to be done about it.</summary>
    [Fact]
    public void TrySee_WithoutALife_IsTakenAndHasNoConsequence()
    {
        Assert.False(_life.TrySee(MemberDesk.View(9)));
        Assert.Equal(9, _desk.Status.View.Epoch);
    }

    [Fact]
    public void IsHomeOf_AGraph_IsWhatTheViewSays()
    {
        Begin();
        _life.TrySee(MemberDesk.View(9, "a5 b6", ("g", 5), ("h", 6)));
        Assert.True(_life.IsHomeOf("g"));
        Assert.False(_life.IsHomeOf("h"));
        Assert.False(_life.IsHomeOf("i"));
        _life.End();
        Assert.False(_life.IsHomeOf("g"));
    }

    [Fact]
    public void End_OfALife_EndsTheLeaseAndJoinsAnew()
    {
        Begin();
        _desk.Take();
        _life.End();
        Assert.Equal(["lease ends"], _desk.Take());
        Assert.Equal(0, _desk.Status.Life);
        _life.Renew();
        Assert.Equal(["join as 0"], _desk.Take());
    }

    [Fact]
    public void Leave_OfALife_IsPublishedAndSaid()
    {
        Begin();
        _desk.Take();
        _life.Leave();
        Assert.True(_desk.Status.IsLeaving);
        Assert.Equal(["leave as 5"], _desk.Take());
    }

    private void Begin()
    {
        _life.Renew();
        _life.TryHear(AnswerTo(_desk.Asked[0]));
        _desk.Take();
    }

    private static MembershipAnswer AnswerTo(MembershipRequest request) => new() { Number = request.Number, Life = 5 };

    private static MembershipAnswer RefusalOf(MembershipRequest request, long life) =>
        new() { Number = request.Number, Life = life, Refused = "no" };
}
