using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Planning;

/// <summary>A planner alone, whose nodes go where the test says, and what it wants handed over.</summary>
internal sealed class PlanningDesk(bool mayMove) : IShardPolicy
{
    public static readonly ShardId First = new(0), Second = new(1), Third = new(2);

    private ShardId _next;
    private Planner? _planner;

    public Graph Graph { get; } = new();

    public Planner Planner => _planner ??= new Planner(this);

    /// <summary>The nodes whose shard has left and the shards, in this order.</summary>
    public List<(GraphNode Node, ShardId Shard)> Left { get; } = [];

    bool IShardPolicy.MayMove => mayMove;

    ShardId IShardPolicy.Choose(GraphNode node, CellAddresses addresses) => _next;

    void IShardPolicy.Leave(GraphNode node, ShardId shard) => Left.Add((node, shard));

    public CellAddress Plan(ShardId at, GraphNode node)
    {
        _next = at;
        return Planner.Plan(node);
    }

    /// <summary>Places every node anew that is in another shard.</summary>
    public void KeepOnly(ShardId at)
    {
        _next = at;
        Planner.KeepOnly(new HashSet<ShardId> { at });
    }

    /// <summary>Everything that is to be handed over and was not taken before.</summary>
    public List<CellAssignment> Take()
    {
        var taken = new List<CellAssignment>();
        while (Planner.TryTakeAssignment(out CellAssignment? assignment)) taken.Add(assignment);
        return taken;
    }

    public GraphNode Variable() => Graph.Variable(ElementType.Float64, null, null);

    public GraphNode VariableIn(ShardId shard)
    {
        GraphNode variable = Variable();
        Plan(shard, variable);
        return variable;
    }

    public GraphNode Number(double value) => Graph.Constant(ElementType.Float64, value);

    public GraphNode Apply(string name, params GraphNode[] operands) =>
        Graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}
