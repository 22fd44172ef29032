using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The newest value of each variable, kept beside those who have it: a variable whose shard is lost comes to live again
/// with what it had. Arrays are shared, not copied, where the variable lives in the same process.
/// </summary>
internal sealed class Variables
{
    private readonly Dictionary<int, (GraphNode Variable, Value Value)> _values = [];

    /// <summary>Keeps a value; takes over the lease.</summary>
    public void Keep(GraphNode variable, in Value value)
    {
        if (_values.Remove(variable.Id, out (GraphNode Variable, Value Value) before)) before.Value.Release();
        _values.Add(variable.Id, (variable, value));
    }

    /// <summary>The variable is gone, and its value with it.</summary>
    public void Forget(GraphNode variable)
    {
        if (_values.Remove(variable.Id, out (GraphNode Variable, Value Value) known)) known.Value.Release();
    }

    /// <summary>The values of the variables that an assignment of cells gives to a shard, with a lease each.</summary>
    public IReadOnlyList<(int Place, Value Value)> ValuesFor(CellAssignment cells)
    {
        List<(int Place, Value Value)>? found = null;
        for (int i = 0; i < cells.Cells.Length; i++)
        {
            AssignedCell cell = cells.Cells[i];
            if (cell.Lender.IsTaken || cell.Node.Kind != NodeKind.Variable) continue;
            if (_values.TryGetValue(cell.Node.Id, out var one)) (found ??= []).Add((i, one.Value.Retain()));
        }

        return found ?? (IReadOnlyList<(int Place, Value Value)>)[];
    }

    /// <summary>All values as a store has them, with a lease each.</summary>
    public IReadOnlyList<StoredValue> StoredAt(Revision revision) =>
        [.. _values.Values.Select(one => StoredValues.Of(one.Variable, one.Value.Retain(), revision))];

    /// <summary>The shape of what a variable has; null when it has none.</summary>
    public Shape? ShapeOf(GraphNode variable) =>
        _values.TryGetValue(variable.Id, out var one) ? one.Value.Shape : null;

    /// <summary>Lets go of all values.</summary>
    public void Drop()
    {
        foreach ((_, Value value) in _values.Values) value.Release();
        _values.Clear();
    }
}
