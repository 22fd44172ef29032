using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Which variables a node depends on, as a number: equal numbers mean equal sets. Computed when first asked for,
/// because graphs of numbers never ask. A set of more than <see cref="Limit"/> variables is not told apart from itself:
/// its number is new each time, which only means that a value is kept that could have been dropped.
/// </summary>
internal sealed class Support
{
    private const int Limit = 64;
    private const int Empty = 1;

    private readonly Lock _gate = new();
    private readonly List<Set> _sets = [default, new Set([], "", 1)];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 1 };
    private readonly Stack<int> _free = new();
    private readonly Stack<GraphNode> _path = new();

    /// <summary>
    /// Whether two nodes go stale together: the rule by which the value between them is not worth keeping.
    /// </summary>
    public bool AreEqual(GraphNode operand, GraphNode user)
    {
        if (user.OperandCount == 1) return true;
        lock (_gate) return Number(operand) == Number(user);
    }

    /// <summary>The number of the set of variables that a node depends on.</summary>
    public int NumberOf(GraphNode node)
    {
        lock (_gate) return Number(node);
    }

    /// <summary>A node is gone; a set that it was the last to have is not numbered any more.</summary>
    public void Leave(GraphNode node)
    {
        int number = node.SupportId;
        if (number <= Empty) return;
        lock (_gate)
        {
            Set set = _sets[number];
            _sets[number] = set with { Nodes = set.Nodes - 1 };
            if (set.Nodes > 1) return;
            if (set.Key is not null) _numbers.Remove(set.Key);
            _sets[number] = default;
            _free.Push(number);
        }
    }

    private int Number(GraphNode node)
    {
        _path.Push(node);
        while (_path.TryPeek(out GraphNode? top))
        {
            if (top.SupportId != 0 || !PushUnknownOperands(top)) Settle(_path.Pop());
        }

        return node.SupportId;
    }

    private bool PushUnknownOperands(GraphNode node)
    {
        int before = _path.Count;
        for (int i = 0; i < node.OperandCount; i++)
        {
            if (node.Operand(i).SupportId == 0) _path.Push(node.Operand(i));
        }

        return _path.Count > before;
    }

    private void Settle(GraphNode node)
    {
        if (node.SupportId != 0) return;
        int number = node.Kind == NodeKind.Variable ? NumberOfSet([node.Id]) : Empty;
        for (int i = 0; i < node.OperandCount; i++)
        {
            int before = number;
            number = Union(number, node.Operand(i).SupportId);
            if (number != before) ForgetUnused(before);
        }

        node.SupportId = number;
        _sets[number] = _sets[number] with { Nodes = _sets[number].Nodes + 1 };
    }

    /// <summary>A set that was met on the way to a node's own.</summary>
    private void ForgetUnused(int number)
    {
        if (number <= Empty || _sets[number].Nodes > 0) return;
        if (_sets[number].Key is { } key) _numbers.Remove(key);
        _sets[number] = default;
        _free.Push(number);
    }

    private int Union(int x, int y)
    {
        if (x == y || y == Empty) return x;
        if (x == Empty) return y;
        if (_sets[x].Members is not { } left || _sets[y].Members is not { } right) return NumberOfSet(null);
        int[] all = [.. left.Union(right).Order()];
        return NumberOfSet(all.Length <= Limit ? all : null);
    }

    private int NumberOfSet(int[]? variables)
    {
        string? key = variables is null ? null : string.Join(',', variables);
        if (key is not null && _numbers.TryGetValue(key, out int known)) return known;
        if (!_free.TryPop(out int number))
        {
            number = _sets.Count;
            _sets.Add(default);
        }

        _sets[number] = new Set(variables, key, 0);
        if (key is not null) _numbers.Add(key, number);
        return number;
    }

    /// <summary>A set of variables by their numbers; null when there are too many of them.</summary>
    /// <param name="Members">The variables.</param>
    /// <param name="Key">The same as a text; null as well when there are too many.</param>
    /// <param name="Nodes">How many nodes have it.</param>
    private readonly record struct Set(int[]? Members, string? Key, int Nodes);
}
