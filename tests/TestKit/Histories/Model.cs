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
    private readonly List<(Assignment Assignment, IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> Values)>
        _pending = [];

    /// <summary>What the formulas say.</summary>
    public SlowTwin<T> Twin { get; } = new();

    public long Newest => Twin.Newest;

    public void Begin(Assignment assignment, IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> values) =>
        _pending.Add((assignment, values));

    /// <summary>Whatever was acknowledged since the last look became visible as one step.</summary>
    public void Observe()
    {
        if (!_pending.Exists(pending => pending.Assignment.IsCompleted)) return;
        Twin.Assign(_pending.Where(pending => pending.Assignment.IsCompleted)
            .SelectMany(pending => pending.Values).Select(value => (value.Variable, value.Value)));
        _pending.RemoveAll(pending => pending.Assignment.IsCompleted);
    }

    /// <summary>What the node means at a revision; null when it fails.</summary>
    public virtual NdArray<T>? Value(GraphNode node, long revision) => Twin.Value(node, revision);

    /// <summary>In how many different states the node's variables were at these revisions.</summary>
    public virtual int StatesOf(GraphNode node, IReadOnlySet<long> revisions)
    {
        GraphNode[] support = [.. Traversal.OperandsFirst([node]).Where(one => one.Kind == NodeKind.Variable)];
        var states = new HashSet<int>();
        for (int revision = 0, state = 0; revision <= Newest; revision++)
        {
            int before = Math.Max(0, revision - 1), now = revision;
            if (Array.Exists(support, variable => !IsSame(before, now, variable))) state++;
            if (revisions.Contains(revision)) states.Add(state);
        }

        return states.Count;
    }

    private bool IsSame(int before, int after, GraphNode variable) =>
        (Twin.ValueOf(variable, before), Twin.ValueOf(variable, after)) switch
        {
            (null, null) => true,
            ({ } x, { } y) => x.ValueEquals(y),
            _ => false,
        };
}
