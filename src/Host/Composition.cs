using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Dataflow.Host.Postgres;
using Dataflow.Host.Serving;
using Dataflow.Nodes;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;
using MemberOptions = Dataflow.Nodes.Cluster.MemberOptions;

namespace Dataflow.Host;

/// <summary>The one place that picks the parts of a member by its options.</summary>
internal sealed class Composition
{
    private readonly HostOptions _options;
    private readonly TimeProvider _time;
    private readonly TlsOptions? _tls;
    private readonly LinkOptions _links;

    private Composition(HostOptions options, TimeProvider time)
    {
        (_options, _time, _tls) = (options, time, TlsFiles.OfMember(options.Security));
        _links = new LinkOptions
        {
            MaxFrameBytes = (int)options.Limits.FrameBytes,
            MaxArrayBytes = options.Limits.ArrayBytes ?? new LinkOptions().MaxArrayBytes,
            MaxQueuedBytes = options.Limits.QueuedBytes,
            MaxConnections = options.Limits.Connections,
        };
    }

    /// <param name="options">What the member was told.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="logs">Where it logs.</param>
    /// <exception cref="OptionsException">A file of the options is not what it should be.</exception>
    public static IMemberService CreateMember(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        Parallelism.Threads = options.Member.Threads;
        Composition parts = new(options, time);
        return new ClusterMember(options, parts.Serving(), time, logs, parts.Make);
    }

    private ServingOptions Serving() =>
        new(_options.Member.Listen.ToString(), _options.Cluster.Name, _options.Member.Name)
        {
            Token = _options.Security.Token,
            Tls = _tls,
            AllowPlainOnAnyAddress = _options.Security.AllowPlain,
            Links = _links,
            Strangers = new StrangerOptions
            {
                MaxTotal = _options.Limits.Strangers,
                MaxPerAddress = _options.Limits.StrangersPerAddress,
                Patience = _options.Limits.HelloTime,
            },
        };

    private ComposedMember Make(ClusterMember member)
    {
        IGraphStore? store = Store(member);
        MemberOptions options = new()
        {
            Card = new MemberCard(_options.Member.Name, member.Address.ToString(), _options.Member.Roles),
            Lease = _options.Cluster.Lease,
            MaxGraphs = _options.Limits.Graphs,
            SessionTime = _options.Limits.SessionTime,
            IdleTime = _options.Limits.IdleTime,
        };
        options.Checked();
        MemberTools tools = new(new WorkersDispatcher(), _time, Limits(), Transport(member), store, member);
        LocalMembership? local = HoldsTable(member.Address) ? new LocalMembership(NewTable(), _time) : null;
        RunningMember made = new(options, tools)
        {
            Table = local,
            ConnectionOptions = new ConnectionOptions
            {
                MaxNodes = _options.Limits.NodesPerGraph, MaxRequests = _options.Limits.RequestsInFlight,
            }.Checked(),
        };
        IMembership table = local?.Connect(made) ?? Table(made, member);
        return new ComposedMember(made, table, [table, (object?)local ?? "", (object?)store ?? ""]);
    }

    private bool HoldsTable(HostAddress own) => _options.Cluster.Membership == MembershipKind.Seed
        && (_options.Cluster.Seed is null || _options.Cluster.Seed == own);

    private IMembership Table(RunningMember made, ClusterMember member) =>
        _options.Cluster.Membership == MembershipKind.Seed
            ? new SeedMembership(made.PeerLinks, _options.Cluster.Seed!.ToString())
            : new PostgresMembership(Database(), _options.Cluster.Lease, made, _time, member.Happened);

    /// <summary>
    /// The table of an earlier process is forgotten: epochs go on where the clock is, and no graph is given away until
    /// the leases of that process have ended.
    /// </summary>
    private MembershipTable NewTable() => new(
        _options.Cluster.Lease, MembershipState.Empty with { Epoch = _time.GetUtcNow().ToUnixTimeMilliseconds() },
        claimsFrom: _options.Cluster.IsNew ? TimeSpan.Zero : _options.Cluster.Lease);

    private IGraphStore? Store(ClusterMember member) => _options.Store.Kind switch
    {
        StoreKind.Directory => new DirectoryGraphStore(_options.Store.Path, _time, report: member.Warned),
        StoreKind.Postgres => new PostgresGraphStore(Database(), _time),
        _ => null,
    };

    private PostgresSettings Database() => new(_options.Postgres.Connection, _options.Postgres.Schema)
    {
        PasswordFile = _options.Postgres.PasswordFile,
    };

    private WireTransport Transport(ClusterMember member)
    {
        Hello hello = new()
        {
            Kind = Handshake.Member, Name = _options.Member.Name, Cluster = _options.Cluster.Name,
            Token = _options.Security.Token,
        };
        return new WireTransport(
            new LinkConnector(_links, _tls, _time, member.Happened), hello, member.Unreachable);
    }

    private ShardLimits Limits() => ShardLimits.Default with
    {
        Budget = new CacheBudget(_options.Limits.CacheBytes ?? new EngineOptions().CacheBytes),
    };
}
