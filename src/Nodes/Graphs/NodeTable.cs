namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The nodes by their formulas: open addressing with linear probing, at most half full. The hash stands beside the
/// node, so that a probe that does not match costs no look at the node.
/// </summary>
internal sealed class NodeTable
{
    private Slot[] _slots = new Slot[16];
    private int _count;

    public GraphNode? Find(int hash, in Formula formula)
    {
        Slot[] slots = _slots;
        for (int i = hash & (slots.Length - 1); slots[i].Node is { } node; i = (i + 1) & (slots.Length - 1))
        {
            if (slots[i].Hash == hash && formula.IsThatOf(node)) return node;
        }

        return null;
    }

    /// <summary>Finds the constant of this value: numbers by their bits, arrays by identity.</summary>
    public GraphNode? FindConstant(int hash, ElementType type, object value)
    {
        Slot[] slots = _slots;
        for (int i = hash & (slots.Length - 1); slots[i].Node is { } node; i = (i + 1) & (slots.Length - 1))
        {
            if (slots[i].Hash == hash && IsConstant(node, type, value)) return node;
        }

        return null;
    }

    public void Add(int hash, GraphNode node)
    {
        if (++_count > _slots.Length / 2) Grow();
        Insert(new Slot(hash, node));
    }

    private static bool IsConstant(GraphNode node, ElementType type, object value)
    {
        if (node.Kind != NodeKind.Constant || node.ElementType != type) return false;
        return node.ConstantValue is double known && value is double asked
            ? BitConverter.DoubleToInt64Bits(known) == BitConverter.DoubleToInt64Bits(asked)
            : ReferenceEquals(node.ConstantValue, value);
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (Slot slot in old)
        {
            if (slot.Node is not null) Insert(slot);
        }
    }

    private void Insert(Slot slot)
    {
        int i = slot.Hash & (_slots.Length - 1);
        while (_slots[i].Node is not null) i = (i + 1) & (_slots.Length - 1);
        _slots[i] = slot;
    }

    private readonly record struct Slot(int Hash, GraphNode? Node);
}
