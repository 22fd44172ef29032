using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// What the planner knows of one shard: how many cells it has, which nodes of other shards it has cells for, and what
/// was not handed over yet.
/// </summary>
internal sealed class ShardPlan(ShardId id)
{
    private readonly Stack<int> _free = new();
    private Dictionary<int, Guest>? _guests;
    private CellAssignment? _pending;
    private int _cells;
    private int _handedOver;
    private bool _isTouched;

    public ShardId Id { get; } = id;

    public bool IsFull => _pending is { IsFull: true };

    private CellAssignment Pending => _pending ??= new CellAssignment(Id);

    /// <summary>Marks the shard as changed by the plan at hand; true the first time.</summary>
    public bool Touch()
    {
        if (_isTouched) return false;
        return _isTouched = true;
    }

    /// <summary>A cell for a node of the shard's own: the one that stood for it until now, or a new one.</summary>
    public int AddNode(GraphNode node, ReadOnlySpan<int> operands)
    {
        bool isKnown = TakeGuest(node, out int known);
        if (isKnown && node.Kind == NodeKind.Constant) return known; // its copy is as good
        int cell = isKnown ? Add(node, CellAddress.None, known) : AddNew(node, CellAddress.None);
        foreach (int operand in operands) Pending.AddOperand(operand);
        return cell;
    }

    /// <summary>The cell that stands here for a node living elsewhere, if there is one.</summary>
    public int? FindImportOf(GraphNode node) => FindGuest(node);

    /// <summary>A cell to stand here for a node living elsewhere: one a shard, however many users it has.</summary>
    public int AddImport(GraphNode node, CellAddress lender)
    {
        return AddGuest(node, AddNew(node, lender));
    }

    /// <summary>One of the shard's cells is imported by another shard.</summary>
    public void AddReader(int cell, CellAddress import) => Pending.AddReader(cell, import);

    /// <summary>The cell that has a copy of a constant living elsewhere.</summary>
    public int CopyOf(GraphNode constant)
    {
        if (FindGuest(constant) is { } cell) return cell;
        return AddGuest(constant, AddNew(constant, CellAddress.None));
    }

    /// <summary>
    /// The node lives elsewhere now: whatever cell stands for it here borrows it from there. Null when there is none.
    /// </summary>
    public int? Relink(GraphNode node, CellAddress lender)
    {
        if (node.Kind == NodeKind.Constant || FindGuest(node) is not { } cell) return null;
        return Add(node, lender, cell);
    }

    /// <summary>
    /// The shard says that nothing in it reads this cell, as of so many assignments. True when that is still so: from
    /// now on the cell stands for nothing.
    /// </summary>
    public bool TryDropGuest(int node, int cell, int assignments)
    {
        if (_guests is null || !_guests.TryGetValue(node, out Guest guest)) return false;
        return guest.Index == cell && guest.UsedBy <= assignments && _guests.Remove(node);
    }

    /// <summary>The cell that stands here for a node living elsewhere stands for nothing from now on.</summary>
    public int? DropGuest(GraphNode node) => TakeGuest(node, out int cell) ? cell : null;

    /// <summary>The cell is no node's any more.</summary>
    public void Free(int cell) => _free.Push(cell);

    /// <summary>The node leaves this shard, where its cell stays as an import.</summary>
    public void Surrender(GraphNode node, int cell, CellAddress lender)
    {
        AddGuest(node, cell);
        Relink(node, lender);
    }

    /// <summary>What is pending counts as handed over from now on; null when nothing is.</summary>
    public CellAssignment? TakePending()
    {
        if (_pending is not { } pending) return null;
        (_pending, _handedOver) = (null, _handedOver + 1);
        return pending;
    }

    /// <summary>The plan at hand ends.</summary>
    public void EndPlan() => _isTouched = false;

    private int AddNew(GraphNode node, CellAddress lender)
    {
        if (_free.TryPop(out int free)) return Add(node, lender, free);
        Pending.Add(new AssignedCell(node, lender));
        return _cells++;
    }

    private int Add(GraphNode node, CellAddress lender, int cell)
    {
        Pending.Add(new AssignedCell(node, lender, cell));
        return cell;
    }

    private bool TakeGuest(GraphNode node, out int cell)
    {
        cell = -1;
        if (_guests is null || !_guests.Remove(node.Id, out Guest guest)) return false;
        cell = guest.Index;
        return true;
    }

    /// <summary>It is used by the plan at hand, too.</summary>
    private int? FindGuest(GraphNode node)
    {
        if (_guests is null || !_guests.TryGetValue(node.Id, out Guest guest)) return null;
        _guests[node.Id] = guest with { UsedBy = _handedOver + 1 };
        return guest.Index;
    }

    private int AddGuest(GraphNode node, int cell)
    {
        (_guests ??= []).Add(node.Id, new Guest(cell, _handedOver + 1));
        return cell;
    }

    /// <summary>A cell for a node living elsewhere, and the last assignment of cells in which something reads it.
    /// </summary>
    private readonly record struct Guest(int Index, int UsedBy);
}
