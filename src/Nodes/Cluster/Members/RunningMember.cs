using System.Collections.Concurrent;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// A member of a cluster, for the process that it runs in: what decides, what acts, and the links to others and to
/// clients. Letters between nodes do not pass through what decides but go to their actors at once.
/// </summary>
internal sealed class RunningMember : IMembershipListener
{
    private readonly MemberOptions _options;
    private readonly Lease _lease;
    private readonly TableOutbox _table;
    private readonly HomeSites _homes;
    private readonly MemberOutbox _outbox;
    private readonly PeerLetters _letters;
    private readonly MachineActor _actor;
    private readonly ConcurrentDictionary<ClientReader, bool> _clients = new();
    private ITimer? _beats;

    public RunningMember(MemberOptions options, MemberTools tools)
    {
        (_options, Dispatcher, Time) = (options, tools.Dispatcher, tools.Time);
        _lease = new Lease(tools.Time, options.Lease);
        PeerLinks = new PeerLinks(
            tools.Transport,
            () => new PeerLinkReader(Dispatcher, _letters!, Traffic),
            (member, wasOpen, reason) => Tell(new PeerLost(member, wasOpen, reason)));
        var parts = new MemberParts(
            tools.Dispatcher, tools.Time, tools.Limits, PeerLinks, _lease, tools.Log, Tell);
        _table = new TableOutbox(tools.Time, _lease);
        _homes = new HomeSites(
            parts, tools.Store, options.SessionTime, where => PlaceRefusals.Of(where, _outbox!.Status));
        var guests = new GuestSites(parts);
        _outbox = new MemberOutbox(_table, _homes, guests, tools.Log);
        _letters = new PeerLetters(parts, _homes, guests, this);
        _actor = new MachineActor(new MemberMachine(options, _outbox), tools.Dispatcher);
        Describer = new Describer(options.Card.Name, () => _outbox.Status, _homes, Traffic);
    }

    /// <summary>The table of members, when it is here.</summary>
    public LocalMembership? Table { get; init; }

    /// <summary>What clients may ask for.</summary>
    public ConnectionOptions ConnectionOptions { get; init; } = new();

    public Dispatcher Dispatcher { get; }

    public TimeProvider Time { get; }

    public PeerLinks PeerLinks { get; }

    /// <summary>What came from other members.</summary>
    public Traffic Traffic { get; } = new();

    /// <summary>Tells operators what there is.</summary>
    public Describer Describer { get; }

    /// <summary>Whether it is up and holds its lease.</summary>
    public bool IsReady => _outbox.Status.MayServe && _lease.IsHeld;

    /// <summary>The newest view that it has seen.</summary>
    public ClusterView View => _outbox.Status.View;

    /// <summary>Its life in the table of members; 0 while it has none.</summary>
    public long Life => _outbox.Status.Life;

    /// <summary>The graphs that it is home to.</summary>
    public IReadOnlyCollection<HomeSite> Homes => _homes.All;

    /// <summary>Done when it has left the cluster.</summary>
    public Task Left => _outbox.Left;

    /// <summary>Begins to ask the table to let it in, again and again until it does.</summary>
    public void Start(IMembership table)
    {
        _table.Table = table;
        _beats = Time.CreateTimer(_ => Tell(new BeatDue()), null, TimeSpan.Zero, _options.Beat);
    }

    /// <summary>Begins to leave the cluster.</summary>
    public void Leave() => Tell(new Leave());

    /// <summary>Stops at once, as if the process had ended.</summary>
    public void Stop()
    {
        _beats?.Dispose();
        PeerLinks.CloseAll("the member stops");
    }

    /// <summary>Another member has opened a link to this one. Gives who reads it.</summary>
    public ILinkReader AcceptMember(string name) =>
        new AcceptedPeerReader(Dispatcher, _letters, Traffic, PeerLinks, Table, name);

    /// <summary>A client has opened a link to this member. Gives who reads it.</summary>
    public ILinkReader AcceptClient(ILink link)
    {
        var reader = new ClientReader(this, link);
        _clients[reader] = true;
        return reader;
    }

    /// <summary>A client's link is closed.</summary>
    public void Forget(ClientReader client) => _clients.TryRemove(client, out _);

    /// <summary>
    /// Tells clients whose letters take long that they are worked on. To be called now and then by a thread that does
    /// nothing else here.
    /// </summary>
    public void LookAlive()
    {
        foreach (ClientReader client in _clients.Keys) client.LookAlive();
    }

    /// <summary>Tells it what it has to decide about.</summary>
    public void Tell(Message message) => _actor.Tell(message);

    void IMembershipListener.Answered(MembershipAnswer answer) => Tell(new TableAnswered(answer));

    void IMembershipListener.Changed(ClusterView view) => Tell(new TableChanged(view));
}
