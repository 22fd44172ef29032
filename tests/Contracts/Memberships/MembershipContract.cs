using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Cards = Dataflow.Nodes.Wire.Protocol.MemberCard;

namespace Dataflow.Contracts.Memberships;

/// <summary>What every table of members keeps to, as its members see it.</summary>
public abstract class MembershipContract
{
    /// <summary>A lease that does not end during a test.</summary>
    private protected static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>A lease whose end a test waits for.</summary>
    private protected static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private long _number;

    [Fact]
    public void Ask_ToJoinAndRenew_IsAnsweredWithTheView()
    {
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        long life = Up(members, ear, "a");
        MembershipAnswer answer = Ask(members, ear, life, new MembershipRequest { Renew = new Nothing() });
        Nodes.Cluster.MemberLife member = Assert.Single(answer.View.ToView().Members);
        Assert.Equal((life, MemberState.Up), (member.Life, member.State));
        Assert.Equal(("a", "tcp://a"), (member.Card.Name, member.Card.Address));
        Assert.Equal(["compute", "gpu"], member.Card.Roles);
    }

    [Fact]
    public void Ask_ToJoinUnderATakenName_IsRefused()
    {
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        Up(members, ear, "a");
        MembershipAnswer answer = Ask(members, ear, 0, Join("a", "tcp://elsewhere"));
        Assert.Contains("there is already a member named 'a' at tcp://a", answer.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ToJoinFromTheSameAddress_EndsTheEarlierLife()
    {
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        long earlier = Up(members, ear, "a");
        long later = Up(members, ear, "a");
        Assert.True(later > earlier);
        MembershipAnswer answer = Ask(members, ear, earlier, new MembershipRequest { Renew = new Nothing() });
        Assert.Equal(0, answer.Life);
        Assert.Contains("must join anew", answer.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_BySeveralMembers_IsToldToTheOthers()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership members = Connect(ear, Long);
        _ = Connect(other, Long);
        long life = Up(members, ear, "a");
        Ask(members, ear, life, new MembershipRequest { Claim = "g" });
        ClusterView view = other.Change(view => view.Homes.ContainsKey("g"));
        Assert.Equal(life, view.Homes["g"]);
        Assert.Equal(MemberState.Up, Assert.Single(view.Members).State);
    }

    /// <summary>News that came while a provider was busy reading were not waited for again, and so were late.</summary>
    [Fact]
    public void Ask_ManyTimes_IsToldEachTime()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership members = Connect(ear, Long);
        _ = Connect(other, Long);
        long life = Up(members, ear, "a");
        for (int i = 0; i < 100; i++)
        {
            string graph = $"g{i}";
            Ask(members, ear, life, new MembershipRequest { Claim = graph });
            other.Change(view => view.Homes.ContainsKey(graph));
        }
    }

    [Fact]
    public void Ask_ToClaimOneGraphByTwo_GivesItToOne()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        (IMembership one, IMembership two) = (Connect(ear, Long), Connect(other, Long));
        (long a, long b) = (Up(one, ear, "a"), Up(two, other, "b"));
        Send(one, a, new MembershipRequest { Claim = "g" });
        Send(two, b, new MembershipRequest { Claim = "g" });
        GraphHome first = Assert.Single(ear.Answer(_number - 1).View.Homes);
        GraphHome second = Assert.Single(other.Answer(_number).View.Homes);
        Assert.Contains(first.Life, new[] { a, b });
        Assert.Equal(first.Life, second.Life);
    }

    [Fact]
    public void Ask_ToReleaseOrLeave_GivesGraphsUp()
    {
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        long life = Up(members, ear, "a");
        Ask(members, ear, life, new MembershipRequest { Claim = "g" });
        Ask(members, ear, life, new MembershipRequest { Claim = "h" });
        MembershipAnswer answer = Ask(members, ear, life, new MembershipRequest { Release = "g" });
        Assert.Equal("h", Assert.Single(answer.View.Homes).Graph);
        answer = Ask(members, ear, life, new MembershipRequest { Leave = new Nothing() });
        Assert.Equal((int)MemberState.Leaving, Assert.Single(answer.View.Members).State);
        answer = Ask(members, ear, life, new MembershipRequest { Left = new Nothing() });
        Assert.Empty(answer.View.Members);
        Assert.Empty(answer.View.Homes);
    }

    [Fact]
    public void Change_WhenALifeIsSilent_SaysDownAndFreesItsGraphs()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership members = Connect(ear, Short);
        IMembership others = Connect(other, Short);
        long silent = Up(members, ear, "a");
        Ask(members, ear, silent, new MembershipRequest { Claim = "g" });
        Pass(Short);
        ClusterView view = other.Change(view => StateOf(view, silent) == MemberState.Down);
        Assert.Empty(view.Homes);
        long life = Up(others, other, "b");
        MembershipAnswer answer = Ask(others, other, life, new MembershipRequest { Claim = "g" });
        Assert.Equal(life, Assert.Single(answer.View.Homes).Life);
    }

    /// <summary>A way for one more member to the test's table; all of a test's have the same lease.</summary>
    private protected abstract IMembership Connect(MembershipEar ear, TimeSpan lease);

    /// <summary>Lets time pass, where a test can.</summary>
    private protected abstract void Pass(TimeSpan time);

    private protected long Up(IMembership members, MembershipEar ear, string name)
    {
        MembershipAnswer joined = Ask(members, ear, 0, Join(name, $"tcp://{name}"));
        Assert.Empty(joined.Refused);
        Assert.Empty(Ask(members, ear, joined.Life, new MembershipRequest { Renew = new Nothing() }).Refused);
        return joined.Life;
    }

    private protected MembershipAnswer Ask(
        IMembership members, MembershipEar ear, long life, MembershipRequest request) =>
        ear.Answer(Send(members, life, request));

    private protected long Send(IMembership members, long life, MembershipRequest request)
    {
        (request.Number, request.Life) = (++_number, life);
        members.Ask(request);
        return _number;
    }

    private protected static MemberState? StateOf(ClusterView view, long life) =>
        view.Members.FirstOrDefault(one => one.Life == life)?.State;

    private protected static MembershipRequest Join(string name, string address) => new()
    {
        Join = new Cards { Name = name, Address = address, Roles = { "compute", "gpu" } },
    };
}
