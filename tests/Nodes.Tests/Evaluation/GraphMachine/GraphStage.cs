using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A graph's clock alone: what it decides lies here, and a test answers for all others.</summary>
internal sealed class GraphStage
{
    private readonly SimulationDispatcher _dispatcher = new(seed: 1);
    private readonly RecordingOutbox _outbox = new();
    private readonly MachineActor _clock;

    /// <summary>
    /// A clock whose nodes live one in each shard, or are all in one; and may move where members are.
    /// </summary>
    public GraphStage(int nodesInShard = int.MaxValue, bool mayMove = false)
    {
        IShardPolicy policy = mayMove ? new FirstOfThoseThere(this) : new ShardsOfLength(nodesInShard);
        GraphStart? start = mayMove
            ? new GraphStart(new Dictionary<string, AssignmentNumber>(), default, new Variables())
            : null;
        _clock = new MachineActor(new GraphMachine(_outbox, policy, start), _dispatcher);
    }

    public Graph Graph { get; } = new(keepsNodes: true);

    public bool KeepsVariables
    {
        init => _outbox.KeepsVariables = value;
    }

    /// <summary>The shards of members that are up, by the members' names.</summary>
    public Dictionary<string, ShardId> Members => _outbox.Members;

    /// <summary>What it had kept in the store.</summary>
    public List<StoredStep> Saved => _outbox.Saved;

    /// <summary>Nodes whose numbers it has given back.</summary>
    public List<GraphNode> Recycled => _outbox.Recycled;

    /// <summary>Shards that it takes for damaged.</summary>
    public List<ShardId> ReportedLost => _outbox.ReportedLost;

    /// <summary>Failures of which whoever runs it was told.</summary>
    public List<Exception> Reported => _outbox.Reported;

    /// <summary>The plan of the era that it entered last.</summary>
    public EraPlan? Plan => _outbox.Plans.LastOrDefault();

    public GraphNode Variable() => Graph.Variable(ElementType.Float64, null, null);

    public GraphNode Neg(GraphNode node) =>
        Graph.Apply(new Formula(OperatorCatalogue.Find("neg")!, null, ElementType.Float64, [node]));

    public void Tell(Message message)
    {
        _clock.Tell(message);
        _dispatcher.RunUntilIdle();
    }

    public Assignment Assign(GraphNode variable, double value)
    {
        Assignment assignment = Assignment.Of(variable, Value.Of(value));
        Tell(assignment);
        return assignment;
    }

    public EvalRequest Evaluate(params GraphNode[] nodes)
    {
        var evaluation = new EvalRequest(nodes, Need.Value);
        Tell(evaluation);
        return evaluation;
    }

    /// <summary>Answers a question of the clock's with a number that holds at its revision.</summary>
    public void Answer(Eval eval, double value) => Tell(new Evaluated(
        eval.Slot, eval.Revision,
        new VersionedValue(Value.Of(value), new Version(1), RevisionSpan.At(eval.Revision), hasValue: true)));

    /// <summary>These shards are there from now on; each enters both parts of the era.</summary>
    public void EnterEra(params ShardId[] shards)
    {
        Tell(new BeginEra(new EraPlan(default, shards)));
        for (int part = 0; part < 2; part++)
        {
            foreach (ShardId shard in shards) Enter(shard);
        }
    }

    /// <summary>A shard says that it has entered the era that there is, with all the cells that it was given.</summary>
    public void Enter(ShardId shard, int lost = 0) =>
        Tell(new EraEntered(shard, Plan!.Era, CellAssignmentsOf(shard) - lost));

    public IEnumerable<TMessage> Sent<TMessage>(ShardId? to = null) where TMessage : Message =>
        _outbox.Sent<TMessage>(to);

    public TMessage Last<TMessage>() where TMessage : Message => _outbox.Last<TMessage>();

    private int CellAssignmentsOf(ShardId shard) => Sent<AssignCells>(shard).Count();

    private sealed class FirstOfThoseThere(GraphStage stage) : IShardPolicy
    {
        public bool MayMove => true;

        public ShardId Choose(GraphNode node, CellAddresses addresses) => stage.Plan!.Shards[0];
    }
}
