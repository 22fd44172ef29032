using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>A graph at its home: the graph itself, its clock, and the run of this member.</summary>
internal sealed class HomeSite : GraphSite, IGraphDesk
{
    private readonly NodeActor _run;
    private readonly GraphClock _clock;
    private readonly Peer _self;
    private readonly bool _isKept;
    private readonly HomeGuests _guests;
    private readonly Func<Where, string?> _objection;

    /// <param name="parts">What the member shares.</param>
    /// <param name="name">The graph's name.</param>
    /// <param name="self">This member.</param>
    /// <param name="log">What is kept of it, and where it goes on being kept; null when it is not.</param>
    /// <param name="objection">Why nothing can live somewhere; null when it can.</param>
    public HomeSite(MemberParts parts, string name, Peer self, IGraphLog? log, Func<Where, string?> objection)
        : this(parts, name, self, log, objection, new Support())
    {
    }

    // The nodes themselves note which set of variables they depend on, so one object numbers the sets.
    private HomeSite(
        MemberParts parts, string name, Peer self, IGraphLog? log, Func<Where, string?> objection, Support support)
        : base(parts, name, self.Life, self.Run, new AdoptionCodec(support))
    {
        (_self, _isKept, _guests, _objection) = (self, log is not null, new HomeGuests(self), objection);
        StoredGraph kept = log?.Content ?? StoredGraph.Empty;
        Variables variables = Restore(kept);
        Policy = new PlacementPolicy(Graph, self.Run, variables);
        _clock = new GraphClock(
            new HomeOutbox(this, log, Graph.Count), Policy, parts.Dispatcher, new ClockStart(kept.Sessions, kept.Revision, variables));
        _run = new NodeActor(self.Run, new MemberOutbox(this, self.Run), support, parts.Limits, parts.Dispatcher);
    }

    /// <summary>The formulas known so far.</summary>
    public Graph Graph { get; } = new(keepsNodes: true);

    public PlacementPolicy Policy { get; }

    public override Actor? Find(RunId run) => run == RunId.Clock ? _clock : run == RunId ? _run : null;

    /// <summary>
    /// Sends a request to the clock. It is refused when this member may not answer for the graph any more: whatever was
    /// acknowledged elsewhere before the request began was acknowledged after the lease had ended here.
    /// </summary>
    public void Post(Message request)
    {
        if (!Parts.Lease.IsHeld && request is Request refused) refused.Fail(new MovedException(Name));
        else _clock.Tell(request);
    }

    /// <summary>New nodes are in the graph: where graphs are kept, they are kept soon.</summary>
    public void Defined()
    {
        if (_isKept) _clock.Tell(new Assignment());
    }

    /// <summary>A place that was good once is no mistake: a new table does not know members that are down.</summary>
    public string? Objection(Where where) =>
        _objection(where) is { } objection && !Graph.HasPlaced(where) ? objection : null;

    /// <summary>Has these members work the graph, this one among them; false when they do already.</summary>
    public bool TryForm(IReadOnlyList<Member> members)
    {
        if (!_guests.TryChange(members)) return false;
        _clock.Tell(new Reform(new MemberFormation(0, _self, _guests.Peers)));
        return true;
    }

    /// <summary>A guest's run is to be replaced.</summary>
    public void Mistrust(RunId run) => Parts.Member.Tell(new CutOff(Name, run) { IsLost = true });

    /// <summary>A guest's run is not to be worked with any more; its member begins anew.</summary>
    public void Replace(RunId run) => _guests.Dismiss(run);

    /// <summary>The members work it anew, even if they are the same.</summary>
    public void Forget() => _guests.Forget();

    public bool Has(long life) => _guests.Peers.Any(peer => peer.Life == life);

    public bool Has(string member) => _guests.Peers.Any(peer => peer.Card.Name == member);

    public string? NameOf(RunId run) => _guests.Peers.FirstOrDefault(peer => peer.Run == run)?.Card.Name;

    /// <summary>The clock has begun an era: letters of earlier ones are void.</summary>
    public void Enter(MemberFormation formation)
    {
        EnterEra(formation.Era);
        Policy.Use(formation);
    }

    /// <summary>The graph is not at home here any more: whoever waits is told, and memory goes back.</summary>
    public void Dissolve(Exception why)
    {
        EnterEra(long.MaxValue);
        _clock.Tell(new Broken(why));
        _run.Tell(new Dissolve());
    }

    private Variables Restore(StoredGraph kept)
    {
        StoredNodes.Restore(Graph, kept.Nodes);
        var variables = new Variables();
        foreach (StoredValue value in kept.Values)
        {
            variables.Keep(Graph[value.Variable.Value], Value.Take(value.Content));
        }

        return variables;
    }
}
