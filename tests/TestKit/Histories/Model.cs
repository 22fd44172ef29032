using System.Numerics;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// The states that the variables went through, by revision, as the acknowledgements tell them. What it says of a node
/// can be overridden, to prove that a history notices a difference.
/// </summary>
internal class Model<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Dictionary<int, NdArray<T>>> _states = [[]];
    private readonly List<(Assignment Assignment, IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> Values)>
        _pending = [];

    public long Newest => _states.Count - 1;

    public void Begin(Assignment assignment, IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> values) =>
        _pending.Add((assignment, values));

    /// <summary>Whatever was acknowledged since the last look became visible as one step.</summary>
    public void Observe()
    {
        if (!_pending.Exists(pending => pending.Assignment.IsCompleted)) return;
        var next = new Dictionary<int, NdArray<T>>(_states[^1]);
        foreach (var (assignment, values) in _pending)
        {
            if (!assignment.IsCompleted) continue;
            foreach ((GraphNode variable, NdArray<T> value) in values) next[variable.Id] = value;
        }

        _pending.RemoveAll(pending => pending.Assignment.IsCompleted);
        _states.Add(next);
    }

    /// <summary>What the node means at a revision; null when it fails.</summary>
    public virtual NdArray<T>? Value(GraphNode node, long revision) => Oracle.Evaluate(node, _states[(int)revision]);

    /// <summary>In how many different states the node's variables were at these revisions.</summary>
    public virtual int StatesOf(GraphNode node, IReadOnlySet<long> revisions)
    {
        int[] support =
            [.. Traversal.OperandsFirst([node]).Where(one => one.Kind == NodeKind.Variable).Select(one => one.Id)];
        var states = new HashSet<int>();
        for (int revision = 0, state = 0; revision < _states.Count; revision++)
        {
            Dictionary<int, NdArray<T>> now = _states[revision], before = _states[Math.Max(0, revision - 1)];
            if (Array.Exists(support, variable => !IsSame(before, now, variable))) state++;
            if (revisions.Contains(revision)) states.Add(state);
        }

        return states.Count;
    }

    private static bool IsSame(Dictionary<int, NdArray<T>> before, Dictionary<int, NdArray<T>> after, int variable) =>
        (before.GetValueOrDefault(variable), after.GetValueOrDefault(variable)) switch
        {
            (null, null) => true,
            ({ } x, { } y) => x.ValueEquals(y),
            _ => false,
        };
}
