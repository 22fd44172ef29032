using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// What the planner knows of one run: how many cells it has, which imports, and what was not handed over yet.
/// </summary>
internal sealed class RunPlan(RunId id)
{
    private Dictionary<int, int>? _imports;
    private Adoption? _pending;
    private int _cells;
    private bool _isTouched;

    public RunId Id { get; } = id;

    public bool IsFull => _pending is { IsFull: true };

    private Adoption Pending => _pending ??= new Adoption(Id);

    /// <summary>Marks the run as changed by the plan at hand; true the first time.</summary>
    public bool Touch()
    {
        if (_isTouched) return false;
        return _isTouched = true;
    }

    public int AddNode(GraphNode node, ReadOnlySpan<int> operands)
    {
        Pending.AddNode(node);
        foreach (int operand in operands) Pending.AddOperand(operand);
        return _cells++;
    }

    /// <summary>The cell that stands here for a node living elsewhere: one a run, however many users it has.</summary>
    public int ImportOf(GraphNode node, Seat lender)
    {
        _imports ??= [];
        if (_imports.TryGetValue(node.Id, out int cell)) return cell;
        Pending.AddImport(node, lender);
        _imports.Add(node.Id, _cells);
        return _cells++;
    }

    /// <summary>Hands over what is pending.</summary>
    public void Flush(Action<Adoption> adopt)
    {
        if (_pending is { } pending) adopt(pending);
        _pending = null;
    }

    /// <summary>Hands over what is pending and ends the plan at hand.</summary>
    public void Finish(Action<Adoption> adopt)
    {
        Flush(adopt);
        _isTouched = false;
    }
}
