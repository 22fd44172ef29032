using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// What a graph means, with no actors and no order of events: one operator after the other is applied to the values of
/// its operands at once, in the states that the variables went through. Each such result is compared with what the
/// operator means by its naive reference, so the twin is obviously right; and what an engine says must be the twin's,
/// bit by bit. A value is made once for each state of the variables that it depends on.
/// </summary>
internal sealed class SlowTwin<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Dictionary<GraphNode, (NdArray<T> Value, int Since)>> _states = [[]];
    private readonly Dictionary<(GraphNode Node, int Since), NdArray<T>?> _values = [];
    private readonly Dictionary<GraphNode, NdArray<T>> _constants = [];

    /// <summary>The number of the newest state; in state 0 no variable has a value.</summary>
    public int Newest => _states.Count - 1;

    /// <summary>Copies the arrays among these nodes: what an engine does to its own is not seen here.</summary>
    public void Know(IEnumerable<GraphNode> nodes)
    {
        foreach (GraphNode node in nodes)
        {
            if (node.Kind == NodeKind.Constant && node.ConstantValue is NdArray<T> array)
                _constants.TryAdd(node, NdArray<T>.From(array.AsSpan(), array.Shape));
        }
    }

    /// <summary>The next state: some variables have these values from now on.</summary>
    public void Assign(IEnumerable<(GraphNode Variable, NdArray<T> Value)> values)
    {
        var next = new Dictionary<GraphNode, (NdArray<T>, int)>(_states[^1]);
        foreach ((GraphNode variable, NdArray<T> value) in values) next[variable] = (value, _states.Count);
        _states.Add(next);
    }

    /// <summary>A variable's value in a state; null when it has none.</summary>
    public NdArray<T>? ValueOf(GraphNode variable, long state) => _states[(int)state].GetValueOrDefault(variable).Value;

    /// <summary>A node's value in a state; null when it, or something that it depends on, fails.</summary>
    /// <exception cref="InvalidOperationException">An operator applied at once does not give what it means.</exception>
    public NdArray<T>? Value(GraphNode node, long state)
    {
        Dictionary<GraphNode, (NdArray<T> Value, int Since)> variables = _states[(int)state];
        var since = new Dictionary<GraphNode, int>();
        foreach (GraphNode step in Traversal.OperandsFirst([node]))
        {
            int latest = variables.GetValueOrDefault(step).Since;
            for (int i = 0; i < step.OperandCount; i++) latest = Math.Max(latest, since[step.Operand(i)]);
            since[step] = latest;
            if (!_values.ContainsKey((step, latest)))
                _values[(step, latest)] = Compute(step, variables, since);
        }

        return _values[(node, since[node])];
    }

    private NdArray<T>? Compute(
        GraphNode node, Dictionary<GraphNode, (NdArray<T> Value, int Since)> variables,
        Dictionary<GraphNode, int> since)
    {
        if (node.Kind == NodeKind.Variable) return variables.GetValueOrDefault(node).Value;
        if (node.Kind == NodeKind.Constant) return ConstantOf(node);
        var operands = new NdArray<T>[node.OperandCount];
        for (int i = 0; i < operands.Length; i++)
        {
            GraphNode operand = node.Operand(i);
            if (_values[(operand, since[operand])] is not { } value) return null;
            operands[i] = value;
        }

        return Apply(node, operands);
    }

    private static NdArray<T>? Apply(GraphNode node, NdArray<T>[] operands)
    {
        NdArray<T> result;
        try
        {
            result = NdArray<T>.Apply(node.Operator!, node.Parameters, operands);
        }
        catch (ShapeException)
        {
            return null;
        }

        if (NaiveReference.Difference(node.Operator!, node.Parameters, operands, result) is not { } difference)
            return result;
        throw new InvalidOperationException(
            $"{node.Operator}({node.Parameters}), applied at once, is not what it means: {difference}; its operands:\n"
            + string.Join('\n', operands.Select(Arrays.Show)));
    }

    private NdArray<T> ConstantOf(GraphNode node)
    {
        if (node.ConstantValue is double number) return NdArray<T>.Scalar(T.CreateTruncating(number));
        Know([node]);
        return _constants[node];
    }
}
