using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>A graph at its home: the graph itself, its clock, and the shard of this member.</summary>
internal sealed class HomeSite : GraphSite, IServedGraph, IHomeSite
{
    private readonly MachineActor _shard;
    private readonly MachineActor _clock;
    private readonly ShardPlace _self;
    private readonly IGraphLog? _log;
    private Exception? _dissolvedBecause;
    private readonly Support _support;
    private readonly Func<PlaceRequest, ClientRefusal?> _refusal;

    /// <param name="parts">What the member shares.</param>
    /// <param name="opened">Which graph, and where it goes on being kept, if it is.</param>
    /// <param name="self">This member.</param>
    /// <param name="kept">What is there of it.</param>
    /// <param name="refusal">Why nothing can live somewhere; null when it can.</param>
    /// <param name="sessionTime">How long clients may be away.</param>
    public HomeSite(
        MemberParts parts, LogOpened opened, ShardPlace self, StoredGraph kept,
        Func<PlaceRequest, ClientRefusal?> refusal, TimeSpan sessionTime)
        : this(parts, opened, self, kept, refusal, sessionTime, new Support())
    {
    }

    // The nodes themselves note which set of variables they depend on, so one object numbers the sets.
    private HomeSite(
        MemberParts parts, LogOpened opened, ShardPlace self, StoredGraph kept,
        Func<PlaceRequest, ClientRefusal?> refusal, TimeSpan sessionTime,
        Support support)
        : base(parts, opened.Graph, opened.Tenure, self.Shard, new CellAssignmentCodec(support))
    {
        _support = support;
        (_self, _log, _refusal) = (self, opened.Log, refusal);
        SilentClients = new SilentClients(Graph, parts.Time, sessionTime);
        Variables variables = Restore(kept);
        Policy = new PlacementPolicy(new PlacementBesideOperands(), Graph, self, variables);
        var start = new GraphStart(kept.Sessions, kept.Revision, variables);
        if (_log is not null) Graph.Changes = new GraphChanges();
        var clock = new GraphMachine(new HomeOutbox(this, opened.Log), Policy, start);
        _clock = new MachineActor(clock, parts.Dispatcher);
        Graph.WhenForgotten = nodes => _clock.Tell(new NodesForgotten(nodes));
        var shard = new NodeMachine(self.Shard, new SiteOutbox(this, self.Shard), support, parts.Limits);
        _shard = new MachineActor(shard, parts.Dispatcher);
    }

    /// <summary>The formulas known so far.</summary>
    public Graph Graph { get; } = new(keepsNodes: true);

    public int NodeCount => Graph.Count;

    public SilentClients SilentClients { get; }

    public TimeSpan? IdleFor => SilentClients.IdleFor;

    public IServedGraph Served => this;

    public PlacementPolicy Policy { get; }

    public override Actor? Find(ShardId shard) => shard == ShardId.Clock ? _clock : shard == ShardId ? _shard : null;

    /// <summary>
    /// Sends a request to the clock. It is refused when this member may not answer for the graph any more: whatever was
    /// acknowledged elsewhere before the request began was acknowledged after the lease had ended here.
    /// </summary>
    public void Post(Message request)
    {
        if (request is Assignment { Patience.Ticks: > 0 } assignment)
        {
            assignment.PatientUntil = Parts.Time.GetTimestamp()
                + (long)(assignment.Patience.TotalSeconds * Parts.Time.TimestampFrequency);
        }

        if (!Parts.Lease.IsHeld && request is Request refused) refused.Fail(new MovedException(Name));
        else _clock.Tell(request);
    }

    /// <summary>New nodes are in the graph: where graphs are kept, they are kept soon.</summary>
    public void Defined()
    {
        if (Graph.Changes is { HasNew: true }) _clock.Tell(new Assignment());
    }

    /// <summary>What others may have changed since is not told: only its home knows the names.</summary>
    public GraphNode Find(string name)
    {
        GraphNode node = Graph.Names.Find(name);
        if (Parts.Lease.IsHeld && !IsDissolved) return node;
        Graph.Release(node);
        throw _dissolvedBecause ?? new MovedException(Name);
    }

    public void LetGoOfSilentClients() => SilentClients.LetGo();

    /// <summary>Nothing is kept by this home any more; done when nothing is under way.</summary>
    public async Task CloseLogAsync()
    {
        if (_log is not null) await _log.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A place that was good once stays good: its member may be away for long.</summary>
    public ClientRefusal? RefusalOf(PlaceRequest where) => Graph.HasPlace(where) ? null : _refusal(where);

    /// <summary>The clock counts the eras.</summary>
    public void BeginEra(IReadOnlyList<ShardPlace> shards) =>
        _clock.Tell(new BeginEra(new MemberEraPlan(default, _self, shards)));

    /// <summary>Nothing is known of these nodes any more.</summary>
    public void Recycle(IReadOnlyList<GraphNode> gone)
    {
        foreach (GraphNode node in gone) _support.Leave(node);
        Graph.Recycle(gone);
    }

    /// <summary>A guest's shard is to be replaced.</summary>
    public void ReportLost(ShardId shard) => Parts.TellMember(new ShardLost(Name, shard));

    /// <summary>The clock has begun an era: letters of earlier ones are void.</summary>
    public void Enter(MemberEraPlan plan)
    {
        EnterEra(plan.Era);
        Policy.Use(plan);
    }

    /// <summary>The graph is not at home here any more: whoever waits is told, and memory goes back.</summary>
    public void Dissolve(Exception why)
    {
        _dissolvedBecause = why;
        EnterEra(Over);
        _clock.Tell(new Broken(why));
        _shard.Tell(new Dissolve());
    }

    /// <summary>Whether it is not at home here any more.</summary>
    public bool IsDissolved => Era == Over;

    /// <summary>Takes out what is there; from then on nothing is done here.</summary>
    public void Export(Action<StoredGraph> taken) => _clock.Tell(new Exporting(new MovedException(Name), taken));

    private sealed class Exporting(Exception moved, Action<StoredGraph> taken) : Export(moved)
    {
        protected override void OnCompleted() => taken(Content);
    }

    /// <summary>Nodes that have no name are held for their clients, until those have had time to come back.</summary>
    private Variables Restore(StoredGraph kept)
    {
        IReadOnlyList<GraphNode> nodes = StoredNodes.Restore(Graph, kept);
        SilentClients.Wait([.. nodes.Where(node => node.Declaration is not { IsOfSession: false })]);
        var variables = new Variables();
        foreach (StoredValue value in kept.Values)
        {
            if (Graph.Find(value.Variable.Value) is not { } variable)
            {
                throw new DataflowException($"the store has a value of node #{value.Variable.Value + 1}, which it does "
                    + "not have: it is damaged, or was written by something else");
            }

            variables.Keep(variable, Value.Take(value.Content));
        }

        return variables;
    }
}
