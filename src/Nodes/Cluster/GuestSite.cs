using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Cluster;

/// <summary>A run of a graph whose home is another member.</summary>
internal sealed class GuestSite : GraphSite
{
    private readonly NodeActor _run;

    public GuestSite(MemberParts parts, string graph, long tenure, RunId run, Form first)
        : base(parts, graph, tenure, run, new AdoptionCodec(new Support()))
    {
        Formation = (MemberFormation)first.Formation;
        _run = new NodeActor(run, new MemberOutbox(this, run), new Support(), parts.Limits, parts.Dispatcher);
    }

    /// <summary>The newest formation that this member was told of.</summary>
    public MemberFormation Formation { get; private set; }

    /// <summary>The life of the member that is the graph's home.</summary>
    public long HomeLife => Formation.Home.Life;

    public override Actor? Find(RunId run) => run == RunId ? _run : null;

    /// <summary>A new era: from now on only its letters count.</summary>
    public void Enter(Form form)
    {
        Formation = (MemberFormation)form.Formation;
        EnterEra(form.Formation.Era);
        _run.Tell(form);
    }

    /// <summary>Nobody needs this any more.</summary>
    public void Dissolve()
    {
        EnterEra(long.MaxValue);
        _run.Tell(new Dissolve());
    }
}
