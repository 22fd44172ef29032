namespace Dataflow.Nodes.Graphs;

/// <summary>What a store has to be told of a graph.</summary>
/// <param name="New">Nodes that it does not have, operands first.</param>
/// <param name="Forgotten">Nodes that it has and that left. They left before the new ones came: numbers are used again.
/// </param>
/// <param name="Names">Names that are other nodes' than before; null for those that were taken back.</param>
internal sealed record GraphDelta(
    IReadOnlyList<GraphNode> New, IReadOnlyList<GraphNode> Forgotten, IReadOnlyDictionary<string, GraphNode?> Names);

/// <summary>
/// Collects what changes in a graph until a store is told. A node that came and went meanwhile is never mentioned.
/// Guarded by the graph's lock; names have one of their own.
/// </summary>
internal sealed class GraphChanges
{
    private readonly Lock _gate = new();
    private List<GraphNode> _new = [];
    private List<GraphNode> _forgotten = [];
    private Dictionary<string, GraphNode?> _names = new(StringComparer.Ordinal);

    /// <summary>Whether nodes were defined.</summary>
    public bool HasNew => Volatile.Read(ref _new).Count > 0;

    public void Added(GraphNode node) => _new.Add(node);

    public void Forgot(GraphNode node) => _forgotten.Add(node);

    /// <summary>A name is that node's from now on, or nobody's.</summary>
    public void Named(string name, GraphNode? node)
    {
        lock (_gate) _names[name] = node;
    }

    /// <summary>All of it; from then on it counts as told.</summary>
    public GraphDelta Take()
    {
        var neverTold = _new.Where(node => node.IsForgotten).ToHashSet();
        var delta = new GraphDelta(
            neverTold.Count == 0 ? _new : [.. _new.Where(node => !neverTold.Contains(node))],
            neverTold.Count == 0 ? _forgotten : [.. _forgotten.Where(node => !neverTold.Contains(node))],
            TakeNames());
        (_new, _forgotten) = ([], []);
        return delta;
    }

    /// <summary>It was not told after all: it comes before what happened since.</summary>
    public void GiveBack(GraphDelta delta)
    {
        _new = [.. delta.New, .. _new];
        _forgotten = [.. delta.Forgotten, .. _forgotten];
        lock (_gate)
        {
            foreach ((string name, GraphNode? node) in delta.Names) _names.TryAdd(name, node);
        }
    }

    private Dictionary<string, GraphNode?> TakeNames()
    {
        lock (_gate)
        {
            Dictionary<string, GraphNode?> names = _names;
            _names = new(StringComparer.Ordinal);
            return names;
        }
    }
}
