using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Cards = Dataflow.Nodes.Wire.Protocol.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

public sealed class MembershipTableTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(9);
    private readonly MembershipTable _table = new(Lease);
    private TimeSpan _now = TimeSpan.FromHours(1);
    private long _number;

    [Fact]
    public void Apply_Join_GivesALifeThatIsUpAfterItsFirstRenewal()
    {
        long life = Join("a", "tcp://a");
        Assert.Equal(life, _table.Epoch);
        Assert.Equal(MemberState.Joining, StateOf(life));
        Assert.Empty(Renew(life).Refused);
        Assert.Equal(MemberState.Up, StateOf(life));
    }

    [Fact]
    public void Apply_JoinUnderATakenName_IsRefusedWithWhoHasIt()
    {
        Join("b", "tcp://one");
        MembershipAnswer answer = Ask(0, new MembershipRequest { Join = Card("b", "tcp://two") });
        Assert.Equal(0, answer.Life);
        Assert.Equal(
            "there is already a member named 'b' at tcp://one: give this one another name, or stop that one",
            answer.Refused);
    }

    [Fact]
    public void Apply_JoinFromTheSameAddress_EndsTheEarlierLifeAtOnce()
    {
        long earlier = Up("a", "tcp://a");
        Claim(earlier, "g");
        long later = Join("a", "tcp://a");
        Assert.NotEqual(earlier, later);
        Assert.Equal(MemberState.Down, StateOf(earlier));
        Assert.DoesNotContain("g", _table.View.Homes.Keys);
        Assert.Contains("must join anew", Renew(earlier).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_JoinRepeatedBeforeItsAnswer_GivesTheSameLife()
    {
        long first = Join("a", "tcp://a");
        _number--;
        Assert.Equal(first, Join("a", "tcp://a"));
    }

    [Fact]
    public void Apply_JoinThatComesAgainLater_DoesNotEndTheLifeThatItBegan()
    {
        var join = new MembershipRequest { Number = ++_number, Join = Card("a", "tcp://a") };
        long life = _table.Apply(join, _now).Life;
        Renew(life);
        Assert.Contains("must grow", _table.Apply(join, _now).Refused, StringComparison.Ordinal);
        Assert.Equal(MemberState.Up, StateOf(life));
    }

    [Theory]
    [InlineData("", "tcp://a")]
    [InlineData("a", "")]
    public void Apply_JoinWithoutANameOrAddress_IsRefused(string name, string address) =>
        Assert.Contains("needs a name and an address",
            Ask(0, new MembershipRequest { Join = Card(name, address) }).Refused, StringComparison.Ordinal);

    [Fact]
    public void Apply_TransferToALifeThatIsUp_MakesItTheHome()
    {
        long leaver = Up("a", "tcp://a"), successor = Up("b", "tcp://b");
        Claim(leaver, "g");
        Assert.Empty(Transfer(leaver, "g", successor).Refused);
        Assert.Equal(successor, _table.View.Homes["g"]);
        Transfer(leaver, "g", leaver);
        Assert.Equal(successor, _table.View.Homes["g"]);
    }

    [Fact]
    public void Apply_TransferToALifeThatIsNotUp_IsRefused()
    {
        long leaver = Up("a", "tcp://a"), joining = Join("b", "tcp://b");
        Claim(leaver, "g");
        Assert.Contains("is not up", Transfer(leaver, "g", joining).Refused, StringComparison.Ordinal);
        Assert.Equal(leaver, _table.View.Homes["g"]);
    }

    [Fact]
    public void Sweep_AfterTwoThirdsOfALease_CallsTheLifeUnreachableUntilItRenews()
    {
        long life = Up("a", "tcp://a");
        Pass(Lease * 2 / 3);
        Assert.Equal(MemberState.Unreachable, StateOf(life));
        Renew(life);
        Assert.Equal(MemberState.Up, StateOf(life));
    }

    [Fact]
    public void Sweep_AfterTheWholeLease_EndsTheLifeAndItsHomes()
    {
        long life = Up("a", "tcp://a");
        Claim(life, "g");
        Pass(Lease - TimeSpan.FromTicks(1));
        Assert.Contains("g", _table.View.Homes.Keys);
        Pass(TimeSpan.FromTicks(1));
        Assert.Equal(MemberState.Down, StateOf(life));
        Assert.Empty(_table.View.Homes);
        Assert.Null(_table.NextSweep);
    }

    [Fact]
    public void Apply_RenewAfterTheLease_IsRefusedEvenIfNobodySwept()
    {
        long life = Up("a", "tcp://a");
        _now += Lease;
        MembershipAnswer answer = Renew(life);
        Assert.Equal(0, answer.Life);
        Assert.Contains("old work is void", answer.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_RenewWhileUnreachableAndLeaving_IsLeavingAgain()
    {
        long life = Up("a", "tcp://a");
        Ask(life, new MembershipRequest { Leave = new Nothing() });
        Pass(Lease * 2 / 3);
        Assert.Equal(MemberState.Unreachable, StateOf(life));
        Renew(life);
        Assert.Equal(MemberState.Leaving, StateOf(life));
    }

    [Fact]
    public void Apply_Left_RemovesTheLifeAndItsHomes()
    {
        long life = Up("a", "tcp://a");
        Claim(life, "g");
        Assert.Empty(Ask(life, new MembershipRequest { Left = new Nothing() }).Refused);
        Assert.Empty(_table.View.Members);
        Assert.Empty(_table.View.Homes);
    }

    [Fact]
    public void Apply_ClaimOfAGraphThatHasAHome_TellsWhoIsHome()
    {
        (long a, long b) = (Up("a", "tcp://a"), Up("b", "tcp://b"));
        Claim(a, "g");
        MembershipAnswer answer = Claim(b, "g");
        Assert.Empty(answer.Refused);
        Assert.Equal(a, Assert.Single(answer.View.Homes).Life);
    }

    [Fact]
    public void Apply_ClaimWhileJoiningOrLeaving_IsRefused()
    {
        long life = Join("a", "tcp://a");
        Assert.Contains("has not renewed", Claim(life, "g").Refused, StringComparison.Ordinal);
        Renew(life);
        Ask(life, new MembershipRequest { Leave = new Nothing() });
        Assert.Contains("is leaving", Claim(life, "g").Refused, StringComparison.Ordinal);
        Assert.Empty(_table.View.Homes);
    }

    [Fact]
    public void Apply_ReleaseByAnother_ChangesNothing()
    {
        (long a, long b) = (Up("a", "tcp://a"), Up("b", "tcp://b"));
        Claim(a, "g");
        Ask(b, new MembershipRequest { Release = "g" });
        Assert.Equal(a, _table.View.Homes["g"]);
        Ask(a, new MembershipRequest { Release = "g" });
        Assert.Empty(_table.View.Homes);
    }

    [Fact]
    public void Apply_ReleaseOvertakenByAClaim_ChangesNothing()
    {
        long life = Up("a", "tcp://a");
        long late = ++_number;
        Claim(life, "g");
        MembershipAnswer answer = _table.Apply(
            new MembershipRequest { Number = late, Life = life, Release = "g" }, _now);
        Assert.Contains("came after request", answer.Refused, StringComparison.Ordinal);
        Assert.Equal(life, _table.View.Homes["g"]);
    }

    [Fact]
    public void Apply_ClaimAtATableThatForgotAnEarlierOne_WaitsForItsLeases()
    {
        var table = new MembershipTable(Lease, MembershipState.Empty with { Epoch = 70 }, claimsFrom: _now + Lease);
        long life = table.Apply(new MembershipRequest { Number = 1, Join = Card("a", "tcp://a") }, _now).Life;
        Assert.Equal(71, life);
        table.Apply(new MembershipRequest { Number = 2, Life = life, Renew = new Nothing() }, _now + (Lease / 2));
        var claim = new MembershipRequest { Number = 3, Life = life, Claim = "g" };
        Assert.Contains("ask again in 5 s", table.Apply(claim, _now + (Lease / 2)).Refused, StringComparison.Ordinal);
        Assert.Empty(table.Apply(claim, _now + Lease).Refused);
        Assert.Equal(life, table.View.Homes["g"]);
    }

    [Fact]
    public void View_AfterManyLives_RemembersOnlySomeThatAreDown()
    {
        for (int i = 0; i < 2 * MembershipTable.RememberedLives; i++) Join("a", "tcp://a");
        Assert.Equal(MembershipTable.RememberedLives + 1, _table.View.Members.Count);
        Assert.Equal(_table.Epoch, _table.View.Members[^1].Life);
    }

    [Fact]
    public void State_GivenToANewTable_GoesOn()
    {
        long life = Up("a", "tcp://a");
        Claim(life, "g");
        var other = new MembershipTable(Lease, _table.State);
        Assert.Equal(_table.View.ToWire(), other.View.ToWire());
        Assert.Equal(_table.NextSweep, other.NextSweep);
    }

    [Fact]
    public void View_SentAndRead_IsTheSame()
    {
        Claim(Up("a", "tcp://a"), "g");
        Join("b", "tcp://b");
        ClusterView read = _table.View.ToWire().ToView();
        Assert.Equal(_table.View.Epoch, read.Epoch);
        Assert.Equal(_table.View.Homes, read.Homes);
        Assert.Equal(_table.View.Members.Select(one => one.State), read.Members.Select(one => one.State));
        Assert.Equal(["compute"], read.Members[0].Card.Roles);
    }

    private long Up(string name, string address)
    {
        long life = Join(name, address);
        Renew(life);
        return life;
    }

    private long Join(string name, string address) =>
        Ask(0, new MembershipRequest { Join = Card(name, address) }).Life;

    private MembershipAnswer Renew(long life) => Ask(life, new MembershipRequest { Renew = new Nothing() });

    private MembershipAnswer Claim(long life, string graph) => Ask(life, new MembershipRequest { Claim = graph });

    private MembershipAnswer Ask(long life, MembershipRequest request)
    {
        (request.Life, request.Number) = (life, ++_number);
        return _table.Apply(request, _now);
    }

    private void Pass(TimeSpan time)
    {
        _now += time;
        Assert.True(_table.Sweep(_now));
        Assert.False(_table.Sweep(_now));
    }

    private MemberState StateOf(long life) => _table.View.Members.Single(one => one.Life == life).State;

    private static Cards Card(string name, string address) =>
        new() { Name = name, Address = address, Roles = { "compute" } };

    private MembershipAnswer Transfer(long from, string graph, long to) =>
        Ask(from, new MembershipRequest { Transfer = new GraphHome { Graph = graph, Life = to } });
}
