using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What parts of a graph's clock are given, so that a test has one of them alone.</summary>
internal sealed class PartsDesk
{
    public static readonly ShardId First = new(0), Second = new(1);

    /// <summary>
    /// Nodes are all in one shard, or so many in each; or all in the first one, from which they may move.
    /// </summary>
    public PartsDesk(int nodesInShard = int.MaxValue, bool mayMove = false)
    {
        Planner = new Planner(mayMove ? new InTheFirst() : new ShardsOfLength(nodesInShard));
        Cells = new CellAssignments(Outbox, Planner, null);
        Keepers = new PastValueKeepers(Outbox, Revisions);
    }

    public RecordingOutbox Outbox { get; } = new();

    public ManualEra Era { get; } = new();

    public Graph Graph { get; } = new(keepsNodes: true);

    public Planner Planner { get; }

    public CellAssignments Cells { get; }

    public ActiveRevisions Revisions { get; } = new();

    public PastValueKeepers Keepers { get; }

    public GraphNode Variable(ElementType type = ElementType.Float64) => Graph.Variable(type, null, null);

    public GraphNode PlacedVariable()
    {
        GraphNode variable = Variable();
        Cells.Plan(variable);
        return variable;
    }

    /// <summary>A variable that has a cell and that nobody holds any more.</summary>
    public GraphNode ForgottenVariable()
    {
        GraphNode variable = PlacedVariable();
        Graph.Release(variable);
        return variable;
    }

    public GraphNode Neg(GraphNode node) =>
        Graph.Apply(new Formula(OperatorCatalogue.Find("neg")!, null, ElementType.Float64, [node]));

    /// <summary>An array that one lease is on.</summary>
    public static NdArray<double> Array() => NdArray<double>.Allocate(Shape.Of(2));

    public static VersionedValue Valid(in Value value, Revision revision) =>
        new(value, new Version(1), new RevisionSpan(revision, revision), hasValue: true);

    private sealed class InTheFirst : IShardPolicy
    {
        public bool MayMove => true;

        public ShardId Choose(GraphNode node, CellAddresses addresses) => First;
    }
}

/// <summary>An era that goes on, and loses shards, when the test says.</summary>
internal sealed class ManualEra : IEraPhase
{
    public bool IsSteady { get; set; } = true;

    public HashSet<ShardId> Lost { get; } = [];

    public bool Has(ShardId shard) => !Lost.Contains(shard);
}
