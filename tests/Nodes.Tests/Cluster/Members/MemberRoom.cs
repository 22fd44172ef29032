using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What the sites of a member share, with links that go nowhere and a member that only listens.</summary>
internal sealed class MemberRoom
{
    public MemberRoom()
    {
        var lease = new Lease(Time, TimeSpan.FromSeconds(5));
        lease.Extend(Time.GetTimestamp());
        PeerLinks = new PeerLinks(
            Transport, () => new RecordingReader(), (member, wasOpen, _) => Lost.Add((member, wasOpen)));
        Parts = new MemberParts(
            Dispatcher, Time, ShardLimits.Default, PeerLinks, lease, new SilentLog(), Told.Enqueue);
    }

    public MemberParts Parts { get; }

    public HandTime Time { get; } = new();

    public SimulationDispatcher Dispatcher { get; } = new(seed: 1);

    public PeerLinks PeerLinks { get; }

    public Switchboard Transport { get; } = new();

    /// <summary>What the member was told, oldest first.</summary>
    public Queue<Message> Told { get; } = new();

    public List<(string Member, bool WasOpen)> Lost { get; } = [];

    public static ShardPlace Place(int shard, string member, long life) =>
        new(new ShardId(shard), new MemberCard(member, $"tcp://{member}", []), life);

    /// <summary>Opens links when a test says so.</summary>
    internal sealed class Switchboard : ITransport
    {
        /// <summary>Who wants a link to which address, oldest first.</summary>
        public List<(string Address, ILinkOpener Opener)> Wanted { get; } = [];

        public void Connect(string address, ILinkOpener opener) => Wanted.Add((address, opener));
    }

    private sealed class SilentLog : IMemberLog
    {
        public void Happened(string what)
        {
        }

        public void Failed(string what, Exception? exception)
        {
        }

        public void Refused(string why)
        {
        }
    }
}
