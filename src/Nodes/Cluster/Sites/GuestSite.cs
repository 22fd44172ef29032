using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>A shard of a graph whose home is another member.</summary>
internal sealed class GuestSite : GraphSite
{
    private readonly MachineActor _shard;

    public GuestSite(MemberParts parts, string graph, Tenure tenure, ShardId shard, EnterEra first)
        : base(parts, graph, tenure, shard, new CellAssignmentCodec(new Support()))
    {
        Plan = (MemberEraPlan)first.Plan;
        var machine = new NodeMachine(shard, new SiteOutbox(this, shard), new Support(), parts.Limits);
        _shard = new MachineActor(machine, parts.Dispatcher);
    }

    /// <summary>The newest plan that this member was told of.</summary>
    public MemberEraPlan Plan { get; private set; }

    /// <summary>The life of the member that is the graph's home.</summary>
    public long HomeLife => Plan.Home.Life;

    public override Actor? Find(ShardId shard) => shard == ShardId ? _shard : null;

    /// <summary>A new era: from now on only its letters count.</summary>
    public void Enter(EnterEra enterEra)
    {
        Plan = (MemberEraPlan)enterEra.Plan;
        EnterEra(enterEra.Plan.Era);
        _shard.Tell(enterEra);
    }

    /// <summary>Nobody needs this any more.</summary>
    public void Dissolve()
    {
        EnterEra(Over);
        _shard.Tell(new Dissolve());
    }

    /// <summary>A letter from this shard to the graph's clock, without anything in it yet.</summary>
    public NodeLetter LetterToHome() => new()
    {
        Graph = Name, Tenure = Tenure.Number, Era = Era.Number, From = ShardId.Value, To = ShardId.Clock.Value,
    };
}
