using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>
/// What stands behind a member's outbox in tests: what the member wants done is noted as text, in order, and nothing
/// happens by itself. The member is called a, and lives as life 5 unless a test says otherwise.
/// </summary>
internal sealed class MemberDesk : IMemberOutbox, ITableOutbox, IHomesOutbox, IGuestOutbox, IMemberLog
{
    public const long Life = 5;

    private readonly List<string> _done = [];
    private long _numbers;

    public static MemberCard Card { get; } = new("a", "tcp://a", []);

    public static MemberOptions Options { get; } = new() { Card = Card, MaxGraphs = 2 };

    /// <summary>What was asked of the table, oldest first.</summary>
    public List<MembershipRequest> Asked { get; } = [];

    /// <summary>What the log was told.</summary>
    public List<string> Said { get; } = [];

    /// <summary>The newest home of each graph that was settled here.</summary>
    public Dictionary<string, Site> Sites { get; } = new(StringComparer.Ordinal);

    public MemberStatus Status { get; private set; } = MemberStatus.Outside;

    public bool HasLeft { get; private set; }

    public bool IsLeaseHeld { get; set; } = true;

    public bool KeepsGraphs { get; set; } = true;

    /// <summary>Why what is kept makes no sense; null when it does.</summary>
    public DataflowException? Senseless { get; set; }

    public ITableOutbox Table => this;

    public IHomesOutbox Graphs => this;

    public IGuestOutbox Guests => this;

    public IMemberLog Log => this;

    /// <summary>What was done since this was last asked.</summary>
    public string[] Take()
    {
        string[] done = [.. _done];
        _done.Clear();
        return done;
    }

    /// <summary>A view of members that are up, named by their first lives; graphs are given as name and life.</summary>
    public static ClusterView View(long epoch, string members = "a5", params (string Graph, long Life)[] homes) => new(
        epoch,
        [.. members.Split(' ').Select(MemberOf)],
        homes.ToDictionary(home => home.Graph, home => home.Life));

    /// <summary>Such as b6, which is up; b6! is unreachable, b6- leaves, and b6x is down.</summary>
    private static MemberLife MemberOf(string text)
    {
        string name = text[..1];
        MemberState state = text[^1] switch
        {
            '!' => MemberState.Unreachable, '-' => MemberState.Leaving, 'x' => MemberState.Down, _ => MemberState.Up,
        };
        long life = long.Parse(
            string.Concat(text.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
        return new MemberLife(new MemberCard(name, $"tcp://{name}", []), life, state);
    }

    public void Note(string what) => _done.Add(what);

    public void Publish(MemberStatus status) => Status = status;

    public void EndMembership()
    {
        HasLeft = true;
        Note("left");
    }

    public RequestNumber Ask(MembershipRequest request)
    {
        if (request.Number == 0) request.Number = ++_numbers;
        Asked.Add(request);
        string what = request.WhatCase switch
        {
            MembershipRequest.WhatOneofCase.Claim => $"claim {request.Claim}",
            MembershipRequest.WhatOneofCase.Release => $"release {request.Release}",
            MembershipRequest.WhatOneofCase.Transfer => $"transfer {request.Transfer.Graph} to {request.Transfer.Life}",
            var other => $"{other}".ToLowerInvariant(),
        };
        Note($"{what} as {request.Life}");
        return new RequestNumber(request.Number);
    }

    public void ExtendLease(RequestNumber answered) => Note($"lease from {answered}");

    public void EndLease() => Note("lease ends");

    public void OpenLog(string graph, long life, Tenure tenure) => Note($"open {graph} as {life} in {tenure}");

    public void DropLog(LogOpened opened) => Note($"drop {opened.Graph}");

    public IHomeSite Settle(LogOpened opened, StoredGraph kept, ShardPlace self)
    {
        if (Senseless is not null) throw Senseless;
        Note($"settle {opened.Graph} at {kept.Revision}");
        return Sites[opened.Graph] = new Site(this, opened);
    }

    public void Close(IHomeSite home, Exception why) => Note($"close {home.Name}: {why.GetType().Name}");

    public void CloseLog(IHomeSite home) => Note($"close log of {home.Name}");

    public void HandOver(IHomeSite home, MemberLife to) => Note($"hand {home.Name} to {to.Card.Name}");

    public void ConfirmHandover(string graph, string to) => Note($"confirm {graph} to {to}");

    public void Delete(string graph, Tenure tenure, IHomeSite? home) =>
        Note($"delete {graph} in {tenure}, {(home is null ? "not open" : "open")}");

    public void Begin(long life) => Note($"guests of {life}");

    public void End() => Note("no guests");

    public void Review(ClusterView view) => Note($"review guests by {view.Epoch}");

    public void ReportUnreachable(string member) => Note($"guests do not reach {member}");

    public void Happened(string what) => Said.Add(what);

    public void Failed(string what, Exception? exception) => Said.Add(what);

    public void Refused(string why) => Note($"refused: {why}");

    /// <summary>A graph at home here.</summary>
    internal sealed class Site(MemberDesk desk, LogOpened opened) : IHomeSite
    {
        public string Name => opened.Graph;

        public Tenure Tenure => opened.Tenure;

        public int NodeCount => 3;

        public TimeSpan? IdleFor { get; set; }

        public IServedGraph Served => throw new InvalidOperationException("nobody is served here");

        public void BeginEra(IReadOnlyList<ShardPlace> shards) =>
            desk.Note($"{Name} by {string.Join(' ', shards.Select(Describe))}");

        public void LetGoOfSilentClients() => desk.Note($"{Name} lets go");

        private static string Describe(ShardPlace place) => $"{place.Card.Name}{place.Life}/{place.Shard.Value}";
    }

    /// <summary>A client that asks for a graph.</summary>
    internal sealed class Asker(MemberDesk desk, string name) : IGraphAsker
    {
        public bool IsClosed { get; set; }

        public void Opened(IHomeSite home) => desk.Note($"{name} has {home.Name}");

        public void Deleted(string graph) => desk.Note($"{name}: {graph} is deleted");

        public void Elsewhere(string graph, string address) => desk.Note($"{name}: {graph} is at {address}");

        public void Refuse(string graph, ClientRefusal why) => desk.Note($"{name}: {graph} {why.Kind}: {why.Message}");
    }
}
