using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using GraphDeleted = Dataflow.Nodes.Cluster.GraphDeleted;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>A member's machine alone, in the hands of a test.</summary>
internal sealed class MemberStage
{
    private readonly MemberMachine _machine;

    public MemberStage() => _machine = new MemberMachine(MemberDesk.Options, Desk);

    public MemberDesk Desk { get; } = new();

    /// <summary>Tells the machine, and gives what it wants done.</summary>
    public string[] Tell(Message message)
    {
        Desk.Take();
        _machine.Handle(message);
        return Desk.Take();
    }

    /// <summary>Time passes.</summary>
    public string[] Beat() => Tell(new BeatDue());

    /// <summary>Answers the newest request.</summary>
    public string[] Answer(ClusterView view, long life = MemberDesk.Life) => Tell(new TableAnswered(
        new MembershipAnswer { Number = Desk.Asked[^1].Number, Life = life, View = view.ToWire() }));

    /// <summary>Refuses the newest request.</summary>
    public string[] Refuse(string why, long life = 0) => Tell(new TableAnswered(
        new MembershipAnswer { Number = Desk.Asked[^1].Number, Life = life, Refused = why }));

    public string[] See(ClusterView view) => Tell(new TableChanged(view));

    /// <summary>The member joins, and sees this.</summary>
    public void Join(ClusterView view)
    {
        Beat();
        Answer(view);
    }

    public MemberDesk.Asker Client(string name) => new(Desk, name);

    public string[] Open(string graph, string client = "c") => Tell(new OpenAsked(Client(client), graph));

    public string[] Delete(string graph, string client = "c") => Tell(new DeleteAsked(Client(client), graph));

    /// <summary>The store has opened a graph's log, of which nothing is kept.</summary>
    public string[] Opened(string graph, long tenure, Exception? error = null, long life = MemberDesk.Life) =>
        Tell(new LogOpened(graph, life, new Tenure(tenure), null, error));

    public string[] Deleted(string graph, Exception? error = null) =>
        Tell(new GraphDeleted(graph) { Error = error });

    /// <summary>A member that has joined and is home to a graph that client c has open.</summary>
    public static MemberStage AtHome(string graph = "g", string members = "a5")
    {
        var stage = new MemberStage();
        stage.Join(MemberDesk.View(6, members));
        stage.Open(graph);
        stage.See(MemberDesk.View(7, members, (graph, MemberDesk.Life)));
        stage.Opened(graph, 7);
        return stage;
    }
}
