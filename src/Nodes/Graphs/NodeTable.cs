using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The nodes by their formulas: open addressing with linear probing, at most half full. The slots are numbers of
/// entries, so that they are small, growing moves little, and the collector need not look at them.
/// </summary>
internal sealed class NodeTable
{
    private readonly ChunkedList<Entry> _entries = new();
    private readonly Stack<int> _free = new();
    private int[] _slots = new int[16];

    public GraphNode? Find(int hash, in Formula formula)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] != 0; i = (i + 1) & mask)
        {
            ref Entry entry = ref _entries[_slots[i] - 1];
            if (entry.Hash == hash && formula.IsThatOf(entry.Node)) return entry.Node;
        }

        return null;
    }

    /// <summary>Finds the constant of this number, by its bits.</summary>
    public GraphNode? FindNumber(int hash, ElementType type, double value)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] != 0; i = (i + 1) & mask)
        {
            ref Entry entry = ref _entries[_slots[i] - 1];
            if (entry.Hash == hash && entry.Node.IsNumber(type, value)) return entry.Node;
        }

        return null;
    }

    /// <summary>Finds the constant of this array, by its identity.</summary>
    public GraphNode? FindArray(int hash, NdArray value)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] != 0; i = (i + 1) & mask)
        {
            ref Entry entry = ref _entries[_slots[i] - 1];
            if (entry.Hash == hash && entry.Node.IsArray(value)) return entry.Node;
        }

        return null;
    }

    /// <summary>Finds the constant of an array with the same type, shape and bits.</summary>
    public GraphNode? FindEqual(int hash, NdArray value)
    {
        int mask = _slots.Length - 1;
        for (int i = hash & mask; _slots[i] != 0; i = (i + 1) & mask)
        {
            ref Entry entry = ref _entries[_slots[i] - 1];
            if (entry.Hash != hash || entry.Node.Kind != NodeKind.Constant) continue;
            if (entry.Node.ConstantValue is NdArray known && ArrayBits.AreEqual(known, value)) return entry.Node;
        }

        return null;
    }

    public void Add(int hash, GraphNode node)
    {
        if (_free.TryPop(out int free))
        {
            _entries[free] = new Entry(hash, node);
            Insert(free);
            return;
        }

        _entries.Add(new Entry(hash, node));
        if (_entries.Count > _slots.Length / 2) Grow();
        else Insert(_entries.Count - 1);
    }

    /// <summary>Takes a node out. What was put behind it because its place was taken moves up.</summary>
    public void Remove(int hash, GraphNode node)
    {
        int mask = _slots.Length - 1, i = hash & mask;
        while (_slots[i] == 0 || !ReferenceEquals(_entries[_slots[i] - 1].Node, node))
        {
            if (_slots[i] == 0) throw new InvalidOperationException($"node {node} is not in the table of its graph");
            i = (i + 1) & mask;
        }

        int entry = _slots[i] - 1;
        _entries[entry] = default;
        _free.Push(entry);
        for (int next = (i + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            int wanted = _entries[_slots[next] - 1].Hash & mask;
            if (((next - wanted) & mask) < ((next - i) & mask)) continue;
            _slots[i] = _slots[next];
            i = next;
        }

        _slots[i] = 0;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < _entries.Count; i++) Insert(i);
    }

    private void Insert(int entry)
    {
        int mask = _slots.Length - 1;
        int i = _entries[entry].Hash & mask;
        while (_slots[i] != 0) i = (i + 1) & mask;
        _slots[i] = entry + 1;
    }

    private readonly record struct Entry(int Hash, GraphNode Node);
}
