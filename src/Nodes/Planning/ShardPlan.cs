using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// What the planner knows of one shard: how many cells it has, which nodes of other shards it has cells for, and what
/// was not handed over yet.
/// </summary>
internal sealed class ShardPlan(ShardId id)
{
    private Dictionary<int, int>? _guests;
    private CellAssignment? _pending;
    private int _cells;
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
        int known = -1;
        bool isKnown = _guests is not null && _guests.Remove(node.Id, out known);
        if (isKnown && node.Kind == NodeKind.Constant) return known; // its copy is as good
        Pending.Add(new AssignedCell(node, CellAddress.None, isKnown ? known : AssignedCell.New));
        foreach (int operand in operands) Pending.AddOperand(operand);
        return isKnown ? known : _cells++;
    }

    /// <summary>The cell that stands here for a node living elsewhere, if there is one.</summary>
    public int? FindImportOf(GraphNode node) => FindGuest(node);

    /// <summary>A cell to stand here for a node living elsewhere: one a shard, however many users it has.</summary>
    public int AddImport(GraphNode node, CellAddress lender)
    {
        Pending.AddImport(node, lender);
        return AddGuest(node, _cells++);
    }

    /// <summary>One of the shard's cells is imported by another shard.</summary>
    public void AddReader(int cell) => Pending.AddReader(cell);

    /// <summary>The cell that has a copy of a constant living elsewhere.</summary>
    public int CopyOf(GraphNode constant)
    {
        if (FindGuest(constant) is { } cell) return cell;
        Pending.AddNode(constant);
        return AddGuest(constant, _cells++);
    }

    /// <summary>
    /// The node lives elsewhere now: whatever cell stands for it here borrows it from there. False when there is none.
    /// </summary>
    public bool Relink(GraphNode node, CellAddress lender)
    {
        if (node.Kind == NodeKind.Constant || FindGuest(node) is not { } cell) return false;
        Pending.Add(new AssignedCell(node, lender, cell));
        return true;
    }

    /// <summary>The node leaves this shard, where its cell stays as an import.</summary>
    public void Surrender(GraphNode node, int cell, CellAddress lender)
    {
        AddGuest(node, cell);
        Relink(node, lender);
    }

    /// <summary>Hands over what is pending.</summary>
    public void Flush(Action<CellAssignment> assignCells)
    {
        if (_pending is { } pending) assignCells(pending);
        _pending = null;
    }

    /// <summary>Hands over what is pending and ends the plan at hand.</summary>
    public void Finish(Action<CellAssignment> assignCells)
    {
        Flush(assignCells);
        _isTouched = false;
    }

    private int? FindGuest(GraphNode node) =>
        _guests is not null && _guests.TryGetValue(node.Id, out int cell) ? cell : null;

    private int AddGuest(GraphNode node, int cell)
    {
        (_guests ??= []).Add(node.Id, cell);
        return cell;
    }
}
