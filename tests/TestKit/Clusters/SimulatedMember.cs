using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.TestKit.Clusters;

/// <summary>A member of a simulated cluster: it can be killed, stopped for a while, and started again.</summary>
internal sealed class SimulatedMember(SimulatedCluster cluster, string name, bool isSeed, params string[] roles)
    : IMemberLog
{
    private int _starts;

    public string Name { get; } = name;

    public string Address => $"tcp://{Name}:4510";

    public SimulatedProcess Process { get; private set; } = null!;

    public RunningMember Member { get; private set; } = null!;

    public bool IsRunning => Process is { IsDead: false };

    public void Start()
    {
        Process = new SimulatedProcess(cluster.World);
        var time = new SimulatedTime(Process, TimeSpan.FromHours(cluster.World.Draw(100) - 50));
        var options = new MemberOptions
        {
            Card = new MemberCard(Name, Address, roles), Lease = cluster.Lease, SessionTime = cluster.SessionTime,
            IdleTime = cluster.IdleTime,
        };
        var tools = new MemberTools(
            Process, time, cluster.Limits, cluster.Network.TransportOf(Name, Address, Process),
            cluster.Store?.For(Process), this);
        LocalMembership? table = isSeed ? new LocalMembership(NewTable(), time) : null;
        Member = new RunningMember(options, tools) { Table = table };
        Member.Start(
            table is not null ? table.Connect(Member) : new SeedMembership(Member.PeerLinks, cluster.SeedAddress));
        cluster.Network.Listen(
            Address, Process,
            (peer, link) => peer.StartsWith("client", StringComparison.Ordinal)
                ? Member.AcceptClient(link) : Member.AcceptMember(peer));
        _starts++;
    }

    public void Kill()
    {
        (Process.IsDead, Process.IsPaused) = (true, false);
        cluster.World.ReleaseHeld();
        cluster.Network.BreakAll(Address);
        cluster.Tell($"{Name} is killed");
    }

    public void Pause()
    {
        Process.IsPaused = true;
        cluster.Tell($"{Name} is stopped");
    }

    public void Resume()
    {
        Process.IsPaused = false;
        cluster.World.ReleaseHeld();
        cluster.Tell($"{Name} goes on");
    }

    void IMemberLog.Happened(string what) => cluster.Tell($"{Name}: {what}");

    void IMemberLog.Failed(string what, Exception? exception) => cluster.Tell($"{Name}: {what}: {exception}");

    void IMemberLog.Refused(string why) => cluster.Tell($"{Name} is refused: {why}");

    /// <summary>
    /// A table that is not the first has forgotten the one before, and waits until its leases have ended.
    /// </summary>
    private MembershipTable NewTable() => new(
        cluster.Lease, MembershipState.Empty with { Epoch = cluster.World.Now + (1000L * _starts) },
        claimsFrom: _starts == 0 ? TimeSpan.Zero : cluster.Lease);
}
