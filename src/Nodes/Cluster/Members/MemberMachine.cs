using System.Collections.Concurrent;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// A member of a cluster: it holds a lease, is home to graphs, and is a guest in others'. All that it decides it
/// decides as one actor; letters between nodes do not pass through it but go to their actors at once.
/// </summary>
/// <remarks>
/// Why no graph is worked by two homes: a graph's home acts for clients only while it holds its lease, and says that an
/// assignment is kept only if it still held it after the store had it; the table gives a graph to another only after
/// the lease has ended. Guests own nothing: what they do counts only in the era of the plan that they are in, and
/// a home begins a new one whenever a guest, or a message to or from it, may have been lost.
/// </remarks>
internal sealed partial class MemberMachine : Actor
{
    private readonly MemberOptions _options;
    private readonly MemberParts _parts;
    private readonly IGraphStore? _store;
    private readonly IMemberLog _log;
    private readonly ConcurrentDictionary<string, HomeSite> _homes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ClientReader, bool> _clients = new();
    private readonly ConcurrentDictionary<string, GuestSite> _guests = new(StringComparer.Ordinal);

    public MemberMachine(MemberOptions options, MemberTools tools)
        : base(tools.Dispatcher)
    {
        (_options, _store, _log) = (options, tools.Store, tools.Log);
        var lease = new Lease(tools.Time, options.Lease);
        var links = new PeerLinks(
            tools.Transport,
            new LineReader(this),
            (member, wasOpen, reason) => Tell(new LineLost(member, wasOpen, reason)));
        _parts = new MemberParts(tools.Dispatcher, tools.Time, tools.Limits, links, lease, tools.Log, this);
        _requests = new RequestNumbers(tools.Time);
    }

    /// <summary>The table of members, when it is here.</summary>
    public LocalMembership? Table { get; init; }

    /// <summary>What clients may ask for.</summary>
    public ConnectionOptions ConnectionOptions { get; init; } = new();

    public MemberCard Card => _options.Card;

    public PeerLinks PeerLinks => _parts.PeerLinks;

    public TimeProvider Time => _parts.Time;

    /// <summary>What came from other members.</summary>
    public Traffic Traffic { get; } = new();

    /// <summary>Whether it is up and holds its lease.</summary>
    public bool IsReady => _life > 0 && !_isLeaving && _parts.Lease.IsHeld && _view.Find(_life) is not null;

    /// <summary>The newest view that it has seen.</summary>
    public ClusterView View => _view;

    public long Life => Volatile.Read(ref _life);

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case BeatDue: OnBeat(); break;
            case TableAnswered answered: On(answered.Answer); break;
            case TableChanged changed: See(changed.View); break;
            case LineLost lost: On(lost); break;
            case CutOff cutOff: On(cutOff); break;
            case LeaseLapsed lapsed: On(lapsed); break;
            case LogInDoubt doubted: On(doubted); break;
            case OpenAsked open: On(open); break;
            case LogOpened opened: On(opened); break;
            case DeleteAsked asked: On(asked); break;
            case GraphDeleted deleted: On(deleted); break;
            case DescribeAsked describe: On(describe); break;
            case Leave: OnLeave(); break;
            case GraphInherited inherited: On(inherited); break;
            case GraphHandedOver handed: On(handed); break;
            default: throw new InvalidOperationException($"a member does not understand {message.GetType().Name}");
        }
    }

    protected override void OnError(Exception exception, Message message) =>
        _log.Failed($"the member failed at {message.GetType().Name}", exception);
}

/// <summary>What a member works with.</summary>
/// <param name="Dispatcher">Runs its actors.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Limits">How much its nodes do at a time.</param>
/// <param name="Transport">Opens links.</param>
/// <param name="Store">Where graphs are kept; null when they are not.</param>
/// <param name="Log">Is told what happens.</param>
internal sealed record MemberTools(
    Dispatcher Dispatcher, TimeProvider Time, ShardLimits Limits, ITransport Transport, IGraphStore? Store,
    IMemberLog Log);

/// <summary>Who is told what happens to a member, for people. Calls must not block.</summary>
internal interface IMemberLog
{
    /// <summary>Something that an operator wants to know.</summary>
    void Happened(string what);

    /// <summary>Something that an operator has to look at, though all goes on.</summary>
    void Warned(string what) => Happened(what);

    /// <summary>Something went wrong, and the member goes on.</summary>
    void Failed(string what, Exception? exception);

    /// <summary>The cluster does not take this member, and asking again will not help.</summary>
    void Refused(string why);
}
