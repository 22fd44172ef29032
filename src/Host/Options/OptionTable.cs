using Dataflow.Nodes;
using Microsoft.Extensions.Logging;
using static Dataflow.Host.Options.OptionRows;

namespace Dataflow.Host.Options;

/// <summary>
/// Every option of a member: one row each. Files, the environment and command lines are read by it, and a test holds
/// the reference to it.
/// </summary>
internal static class OptionTable
{
    private const string Names = "letters, digits, '-', '_' and '.', at most 64";

    private static readonly OptionRow[] Member =
    [
        Text("member:name", Environment.MachineName, Names, "No other member has it; it stays over restarts.",
            (it, text) => it.Member.Name = text, IsWord) with { DefaultInWords = "the machine's name" },
        Words("member:roles", "", $"names separated by commas, each of {Names}",
            "What the member is for: nodes can be placed by role.", (it, words) => it.Member.Roles = words),
        Address("member:listen", "tcp://127.0.0.1:4510",
            "tcp://ADDRESS:PORT with a number or localhost as address; port 0 takes a free one",
            "Where members and clients connect. Loopback, until somebody opens it.", "tcp",
            (it, address) => it.Member.Listen = address, address => address.Ip is not null),
        Address("member:advertise", "", "tcp://HOST:PORT that others can connect to: not 0.0.0.0, not port 0",
            "What others are told to connect to, when it is not the address of member:listen.", "tcp",
            (it, address) => it.Member.Advertise = address, address => !address.IsAny && address.Port > 0),
        Whole("member:threads", Environment.ProcessorCount, 1, 1024,
            "How many threads work on one large computation. All processors: a member has its machine to itself.",
            (it, number) => it.Member.Threads = number) with { DefaultInWords = "the processors" },
        Seconds("member:stopSeconds", 30, 1, 3600,
            "How long a member that stops may take to hand its nodes over. Most service managers kill after 90.",
            (it, time) => it.Member.StopTime = time),
    ];

    private static readonly OptionRow[] Cluster =
    [
        Text("cluster:name", "dataflow", Names, "Members and clients of another cluster are refused.",
            (it, text) => it.Cluster.Name = text, IsWord),
        OneOf("cluster:membership", "seed",
            "Where the table of members is: at the seed, which needs nothing else, or in a database, which outlives "
            + "it.",
            (it, kind) => it.Cluster.Membership = kind,
            ("seed", MembershipKind.Seed), ("postgres", MembershipKind.Postgres)),
        Address("cluster:seed", "", "tcp://HOST:PORT",
            "The member that holds the table; it is the one whose own address this is. None: this member.", "tcp",
            (it, address) => it.Cluster.Seed = address, address => !address.IsAny && address.Port > 0),
        Seconds("cluster:leaseSeconds", 5, 0.1, 600,
            "A member that is silent for so long has lost its nodes. Long enough for a pause of the process or the "
            + "machine, short enough to wait for. The same for all members.", (it, time) => it.Cluster.Lease = time),
        OneOf("cluster:isNew", "false",
            "Whether no seed of this cluster has run for a lease. If so the seed gives graphs away at once; if not, it "
            + "waits for a lease, in which members that an earlier seed had let in may still hold theirs.",
            (it, yes) => it.Cluster.IsNew = yes, ("true", true), ("false", false)),
    ];

    private static readonly OptionRow[] HealthAndStore =
    [
        Text("health:listen", "http://127.0.0.1:4580",
            "http://ADDRESS:PORT with a number or localhost as address, port 0 for a free one; or off",
            "Where /health/live and /health/ready are.", (it, text) => it.Health.Listen =
                HostAddress.TryParse(text, "http", out HostAddress? address) ? address : null,
            text => text == "off" || (HostAddress.TryParse(text, "http", out HostAddress? it) && it.Ip is not null)),
        OneOf("store:kind", "none",
            "Where graphs are kept. With none they are gone when their members are.",
            (it, kind) => it.Store.Kind = kind,
            ("none", StoreKind.None), ("directory", StoreKind.Directory), ("postgres", StoreKind.Postgres)),
        Text("store:path", "data", "a folder",
            "Where a store of kind directory is: on one machine, for all its members. It is made when it does not "
            + "exist.",
            (it, text) => it.Store.Path = text, IsNotEmpty),
        Text("postgres:connection", "", "a connection string: Host=...;Database=...;Username=...;Password=...",
            "The database of the table of members and of the store, if they are there.",
            (it, text) => it.Postgres.Connection = text, IsNotEmpty) with { IsSecret = true },
        Text("postgres:passwordFile", "", "a file",
            "The password of the database in a file, so that no list of processes shows it. It is read anew for each "
            + "connection.", (it, text) => it.Postgres.PasswordFile = text, File.Exists),
        Text("postgres:schema", "dataflow",
            "a letter, then lower-case letters, digits and underscores, at most 40 altogether",
            "The schema of its tables; clusters of one database differ in it.",
            (it, text) => it.Postgres.Schema = text, IsSchema),
    ];

    private static readonly OptionRow[] Security =
    [
        Text("security:certificate", "", "a PEM file", "The member's certificate. With it all connections are TLS.",
            (it, text) => it.Security.Certificate = text, File.Exists),
        Text("security:key", "", "a PEM file", "The private key of the certificate.",
            (it, text) => it.Security.Key = text, File.Exists),
        Text("security:authority", "", "a PEM file",
            "Who must have signed the certificates of members; no other authority counts.",
            (it, text) => it.Security.Authority = text, File.Exists),
        Text("security:token", "", "a text that is not empty", "What clients and members must say when they connect.",
            (it, text) => it.Security.Token = text, IsNotEmpty) with { IsSecret = true },
        Text("security:tokenFile", "", "a file", "The token in a file, so that no list of processes shows it.",
            (it, text) => it.Security.TokenFile = text, File.Exists),
        OneOf("security:allowPlain", "false",
            "Whether connections without TLS are taken on an address that other machines reach.",
            (it, yes) => it.Security.AllowPlain = yes, ("true", true), ("false", false)),
    ];

    private static readonly OptionRow[] Limits =
    [
        Bytes("limits:frameBytes", "16MiB", "4KiB", "1GiB",
            "The largest frame of letters, without arrays: the definitions of some hundred thousand nodes.",
            (it, bytes) => it.Limits.FrameBytes = bytes),
        Whole("limits:connections", 1024, 1, 1 << 20,
            "Connections at a time, of members and clients that have said who they are; more are refused.",
            (it, number) => it.Limits.Connections = number),
        Whole("limits:strangers", 512, 1, 1 << 20,
            "Connections that have not said who they are. When one more comes, the oldest of the address that has most "
            + "of them is closed.", (it, number) => it.Limits.Strangers = number),
        Whole("limits:strangersPerAddress", 64, 1, 1 << 20,
            "The same for each address, of IPv6 for each network of 64 bits: silent ones crowd out one another.",
            (it, number) => it.Limits.StrangersPerAddress = number),
        Seconds("limits:helloSeconds", 5, 0.01, 600,
            "How long a connection may take to say who it is, encryption included; then it is closed.",
            (it, time) => it.Limits.HelloTime = time),
        Whole("limits:graphs", 10_000, 1, 10_000_000,
            "Graphs of which the member is home; each has a few kilobytes even when it is empty.",
            (it, number) => it.Limits.Graphs = number),
        Whole("limits:nodesPerGraph", 10_000_000, 1, int.MaxValue, "Nodes of one graph; each takes about 300 bytes.",
            (it, number) => it.Limits.NodesPerGraph = number),
        Seconds("limits:sessionSeconds", 60, 0.1, 86_400,
            "How long a graph holds the unnamed nodes of a client that is not connected.",
            (it, time) => it.Limits.SessionTime = time),
        Seconds("limits:idleSeconds", 600, 0.1, 31_536_000,
            "How long a graph that a store keeps stays in memory when no client has it open.",
            (it, time) => it.Limits.IdleTime = time),
        Bytes("limits:queuedBytes", "64MiB", "64KiB", "1TiB",
            "Letters, without arrays, that may wait on one connection; a peer that reads too slowly is cut off.",
            (it, bytes) => it.Limits.QueuedBytes = bytes),
        Whole("limits:requestsInFlight", 4096, 1, 1 << 20,
            "Requests of one connection that are not answered yet; each may hold its answer's arrays.",
            (it, number) => it.Limits.RequestsInFlight = number),
        Bytes("limits:arrayBytes", "", "1KiB", "1TiB",
            "The largest array that is taken from a connection. None given: half of the process's memory.",
            (it, bytes) => it.Limits.ArrayBytes = bytes),
        Bytes("limits:cacheBytes", "", "0", "1024TiB",
            "Computed arrays kept between evaluations. None given: half of the process's memory.",
            (it, bytes) => it.Limits.CacheBytes = bytes),
    ];

    private static readonly OptionRow[] Logging =
    [
        OneOf("logging:level", "information", "What is logged: this and what is worse.",
            (it, level) => it.Logging.Level = level,
            ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
            ("warning", LogLevel.Warning), ("error", LogLevel.Error), ("none", LogLevel.None)),
        OneOf("logging:format", "json", "json is one object a line, for collectors; text is for reading.",
            (it, isJson) => it.Logging.IsJson = isJson, ("json", true), ("text", false)),
    ];

    /// <summary>All rows, in the order in which they are documented.</summary>
    public static IReadOnlyList<OptionRow> Rows { get; } =
        [.. Member, .. Cluster, .. HealthAndStore, .. Security, .. Limits, .. Logging];

    private static readonly Dictionary<string, OptionRow> ByKey =
        Rows.ToDictionary(row => row.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The option of that key, in any case; null when there is none.</summary>
    public static OptionRow? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>What an unknown key was perhaps meant to be: a section, or an option of any.</summary>
    public static IReadOnlyList<string> Nearest(string key)
    {
        int colon = key.LastIndexOf(':');
        if (colon < 0) return NearestNames.Of(key, Rows.Select(row => SectionOf(row.Key)).Distinct());
        string[] sameName = [.. Rows.Select(row => row.Key)
            .Where(known => known.EndsWith(key[colon..], StringComparison.OrdinalIgnoreCase))];
        if (sameName.Length > 0) return sameName;
        string prefix = key[..(colon + 1)];
        IEnumerable<string> ofSection = Rows.Select(row => row.Key)
            .Where(known => known.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(known => known[prefix.Length..]);
        string[] near = [.. NearestNames.Of(key[prefix.Length..], ofSection).Select(name => prefix + name)];
        return near.Length > 0 ? near : NearestNames.Of(key, Rows.Select(row => row.Key));
    }

    private static string SectionOf(string key) => key[..key.IndexOf(':', StringComparison.Ordinal)];

    private static bool IsSchema(string text) => text.Length is > 0 and <= 40 && char.IsAsciiLetterLower(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static bool IsNotEmpty(string text) => text.Length > 0;
}
