using System.Collections.Concurrent;
using Dataflow.Host.Postgres;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Memberships;

public sealed class PostgresMembershipTests : MembershipContract, IAsyncLifetime
{
    private readonly string _schema = PostgresServer.NewSchema();
    private readonly BlockingCollection<string> _log = [];
    private readonly List<PostgresMembership> _members = [];
    private PostgresServer? _own;

    [Fact]
    public void Ask_WhileTheDatabaseIsAway_IsNotAnsweredAndWorksWhenItIsBack()
    {
        using PostgresServer server = new();
        _own = server;
        (MembershipEar ear, MembershipEar other) = (new(), new());
        (IMembership one, IMembership two) = (Connect(ear, Long), Connect(other, Long));
        long life = Up(one, ear, "a");
        server.Kill();
        Send(one, life, new MembershipRequest { Renew = new Nothing() });
        ExpectLog("the table of members cannot be reached");
        server.Start();
        Assert.Equal(life, Ask(one, ear, life, new MembershipRequest { Claim = "g" }).Life);
        Assert.Equal(life, other.Change(view => view.Homes.ContainsKey("g")).Homes["g"]);
        ExpectLog("the table of members can be reached");
    }

    [Fact]
    public void Ask_BeforeTheDatabaseIsThere_WorksWhenItIs()
    {
        using PostgresServer server = new();
        _own = server;
        server.Stop();
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        ExpectLog("the news of members cannot be reached");
        server.Start();
        Up(members, ear, "a");
    }

    [Fact]
    public async Task Dispose_OfTheLeader_LeavesLeasesToAnother()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership leader = Connect(ear, Short);
        long life = Up(leader, ear, "a");
        _ = Connect(other, Short);
        await _members[0].DisposeAsync();
        _members.RemoveAt(0);
        other.Change(view => StateOf(view, life) == MemberState.Down);
    }

    [Fact]
    public void Ask_ToJoinMembersOfAnotherLease_IsRefusedUntilTheyAreGone()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        (IMembership one, IMembership two) = (Connect(ear, Long), Connect(other, Short));
        long life = Up(one, ear, "a");
        MembershipAnswer answer = Ask(two, other, 0, Join("b", "tcp://b"));
        Assert.Equal(
            "the members of this cluster have leases of 600 s, and member 'b' has 2 s: set all to the same",
            answer.Refused);
        Ask(one, ear, life, new MembershipRequest { Left = new Nothing() });
        Up(two, other, "b");
    }

    [Fact]
    public void Open_OfASchemaThatIsNotAName_SaysWhatIs()
    {
        var settings = new PostgresSettings("Host=nowhere", "Robert'); drop");
        var error = Assert.Throws<Host.UsageException>(() => settings.Open(Long, isPooled: false));
        Assert.Contains("is not a schema's name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAStringThatIsNone_SaysWhatIs()
    {
        var settings = new PostgresSettings("nonsense");
        var error = Assert.Throws<Host.UsageException>(() => settings.Open(Long, isPooled: false));
        Assert.Contains("expected something like 'Host=db", error.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresMembership one in _members) await one.DisposeAsync();
        _log.Dispose();
    }

    private protected override IMembership Connect(MembershipEar ear, TimeSpan lease)
    {
        var settings = new PostgresSettings((_own ?? PostgresServer.Shared).ConnectionString, _schema);
        var members = new PostgresMembership(settings, lease, ear, TimeProvider.System, _log.Add);
        _members.Add(members);
        return members;
    }

    private protected override void Pass(TimeSpan time)
    {
        // The database's clock moves by itself.
    }

    private void ExpectLog(string begin)
    {
        while (true)
        {
            Assert.True(_log.TryTake(out string? line, TimeSpan.FromSeconds(60)), $"nothing told that {begin}");
            if (line.StartsWith(begin, StringComparison.Ordinal)) return;
        }
    }
}
