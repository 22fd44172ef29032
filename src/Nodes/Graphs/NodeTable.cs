namespace Dataflow.Nodes.Graphs;

/// <summary>The nodes by their formulas: open addressing with linear probing, at most half full.</summary>
internal sealed class NodeTable
{
    private GraphNode?[] _slots = new GraphNode?[16];
    private int _count;

    public GraphNode? Find(int hash, in Formula formula)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] is { } node; i = (i + 1) & mask)
        {
            if (node.Hash == hash && formula.IsThatOf(node)) return node;
        }

        return null;
    }

    /// <summary>Finds the constant of this value: numbers by their bits, arrays by identity.</summary>
    public GraphNode? FindConstant(int hash, ElementType type, object value)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] is { } node; i = (i + 1) & mask)
        {
            if (node.Hash == hash && node.Kind == NodeKind.Constant && node.ElementType == type
                && IsSameConstant(node.ConstantValue, value)) return node;
        }

        return null;
    }

    public void Add(GraphNode node)
    {
        if (++_count > _slots.Length / 2) Grow();
        Insert(node);
    }

    private static bool IsSameConstant(object known, object asked) =>
        known is double x && asked is double y
            ? BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y)
            : ReferenceEquals(known, asked);

    private void Grow()
    {
        GraphNode?[] old = _slots;
        _slots = new GraphNode?[old.Length * 2];
        foreach (GraphNode? node in old)
        {
            if (node is not null) Insert(node);
        }
    }

    private void Insert(GraphNode node)
    {
        int mask = _slots.Length - 1;
        int i = node.Hash & mask;
        while (_slots[i] is not null) i = (i + 1) & mask;
        _slots[i] = node;
    }
}
