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

    private readonly Lock _gate = new();
    private readonly List<int[]?> _sets = [null, []];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 1 };
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
        if (node.Kind == NodeKind.Variable)
        {
            node.SupportId = NumberOfSet([node.Id]);
            return;
        }

        int number = 1;
        for (int i = 0; i < node.OperandCount; i++) number = Union(number, node.Operand(i).SupportId);
        node.SupportId = number;
    }

    private int Union(int x, int y)
    {
        if (x == y || y == 1) return x;
        if (x == 1) return y;
        if (_sets[x] is not { } left || _sets[y] is not { } right) return NumberOfSet(null);
        int[] all = [.. left.Union(right).Order()];
        return NumberOfSet(all.Length <= Limit ? all : null);
    }

    private int NumberOfSet(int[]? set)
    {
        if (set is null)
        {
            _sets.Add(null);
            return _sets.Count - 1;
        }

        string key = string.Join(',', set);
        if (_numbers.TryGetValue(key, out int number)) return number;
        _sets.Add(set);
        _numbers.Add(key, _sets.Count - 1);
        return _sets.Count - 1;
    }
}
