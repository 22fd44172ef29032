using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Gives every node that is first needed its address, operands first. It sees new nodes only, so planning costs what is
/// new. What shards have to be told lies here until it is taken: whoever plans hands it over before it asks anybody for
/// the cells.
/// </summary>
internal sealed partial class Planner(IShardPolicy policy)
{
    private readonly Queue<CellAssignment> _assignments = new();
    private readonly List<ShardPlan?> _shards = [];
    private readonly ChunkedList<Step> _path = new();
    private readonly List<ShardPlan> _touched = [];

    public CellAddresses Addresses { get; } = new();

    /// <summary>The shards that there are.</summary>
    public IEnumerable<ShardId> Shards => _shards.OfType<ShardPlan>().Select(shard => shard.Id);

    /// <summary>
    /// Places <paramref name="target"/> and whatever it depends on, unless they have a place already.
    /// </summary>
    public CellAddress Plan(GraphNode target)
    {
        CellAddress known = Addresses[target];
        if (known.IsTaken) return known;
        _path.Add(new Step(target, 0));
        while (_path.Count > 0) Walk();
        _path.Clear();
        Finish();
        return Addresses[target];
    }

    /// <summary>
    /// The next assignment of cells that is to be handed over, in the order in which the cells were numbered. False
    /// when everything that was planned has been taken.
    /// </summary>
    public bool TryTakeAssignment([NotNullWhen(true)] out CellAssignment? assignment) =>
        _assignments.TryDequeue(out assignment);

    private void Finish()
    {
        foreach (ShardPlan shard in _touched)
        {
            Flush(shard);
            shard.EndPlan();
        }

        _touched.Clear();
    }

    private void Flush(ShardPlan shard)
    {
        if (shard.TakePending() is { } pending) _assignments.Enqueue(pending);
    }

    private void Walk()
    {
        ref Step top = ref _path.Last;
        GraphNode node = top.Node;
        while (top.Next < node.OperandCount)
        {
            GraphNode operand = node.Operand(top.Next++);
            if (Addresses[operand].IsTaken) continue;
            _path.Add(new Step(operand, 0));
            return;
        }

        _path.RemoveLast();
        if (Addresses[node].IsTaken) return;
        if (policy.MayMove) _placed.Add(node);
        Place(node, policy.Choose(node, Addresses));
    }

    private void Place(GraphNode node, ShardId at)
    {
        ShardPlan shard = ShardOf(at);
        Span<int> operands = stackalloc int[node.OperandCount];
        for (int i = 0; i < operands.Length; i++) operands[i] = CellIn(shard, node.Operand(i));
        Addresses.Place(node, new CellAddress(shard.Id, shard.AddNode(node, operands)));
        if (shard.IsFull) Flush(shard);
    }

    private int CellIn(ShardPlan shard, GraphNode operand)
    {
        CellAddress address = Addresses[operand];
        if (address.Shard == shard.Id) return address.Cell;
        if (policy.MayMove && operand.Kind == NodeKind.Constant) return shard.CopyOf(operand);
        if (shard.FindImportOf(operand) is { } known) return known;
        int import = shard.AddImport(operand, address);
        AddReader(address, new CellAddress(shard.Id, import));
        return import;
    }

    /// <summary>Tells the shard of a node that another shard reads it.</summary>
    private void AddReader(CellAddress lender, CellAddress import)
    {
        ShardPlan shard = ShardOf(lender.Shard);
        shard.AddReader(lender.Cell, import);
        if (shard.IsFull) Flush(shard);
    }

    private ShardPlan ShardOf(ShardId id)
    {
        while (_shards.Count <= id.Value) _shards.Add(new ShardPlan(new ShardId(_shards.Count)));
        ShardPlan shard = _shards[id.Value] ?? throw new InvalidOperationException($"{id} is gone and was chosen");
        if (shard.Touch()) _touched.Add(shard);
        return shard;
    }

    private struct Step(GraphNode node, int next)
    {
        public readonly GraphNode Node = node;

        public int Next = next;
    }
}
