using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The nodes by their formulas: chains of entries, on average less than one in each. Links are numbers of entries, so
/// that they are small, growing moves little, and the collector need not look at them. No order of adding and removing
/// makes chains long, as it would with open addressing, where neighbours' hashes are neighbours.
/// </summary>
internal sealed class NodeTable
{
    private const int None = 0; // links are numbers of entries, and 1

    private readonly ChunkedList<Entry> _entries = new();
    private int[] _heads = new int[16];
    private int _free = None;

    public GraphNode? Find(int hash, in Formula formula)
    {
        for (int at = _heads[hash & (_heads.Length - 1)]; at != None;)
        {
            ref Entry entry = ref _entries[at - 1];
            if (entry.Hash == hash && formula.IsThatOf(entry.Node)) return entry.Node;
            at = entry.Next;
        }

        return null;
    }

    /// <summary>Finds the constant of this number, by its bits.</summary>
    public GraphNode? FindNumber(int hash, ElementType type, double value)
    {
        for (int at = _heads[hash & (_heads.Length - 1)]; at != None;)
        {
            ref Entry entry = ref _entries[at - 1];
            if (entry.Hash == hash && entry.Node.IsNumber(type, value)) return entry.Node;
            at = entry.Next;
        }

        return null;
    }

    /// <summary>Finds the constant of this array, by its identity.</summary>
    public GraphNode? FindArray(int hash, NdArray value)
    {
        for (int at = _heads[hash & (_heads.Length - 1)]; at != None;)
        {
            ref Entry entry = ref _entries[at - 1];
            if (entry.Hash == hash && entry.Node.IsArray(value)) return entry.Node;
            at = entry.Next;
        }

        return null;
    }

    /// <summary>Finds the constant of an array with the same type, shape and bits.</summary>
    public GraphNode? FindEqual(int hash, NdArray value)
    {
        for (int at = _heads[hash & (_heads.Length - 1)]; at != None;)
        {
            ref Entry entry = ref _entries[at - 1];
            if (entry.Hash == hash && IsEqual(entry.Node, value)) return entry.Node;
            at = entry.Next;
        }

        return null;
    }

    public void Add(int hash, GraphNode node)
    {
        if (_free == None)
        {
            _entries.Add(new Entry { Hash = hash, Node = node });
            if (_entries.Count > _heads.Length / 2) Grow();
            else Link(_entries.Count);
            return;
        }

        int at = _free;
        ref Entry entry = ref _entries[at - 1];
        _free = entry.Next;
        (entry.Hash, entry.Node) = (hash, node);
        Link(at);
    }

    /// <summary>Takes a node out; its entry is used again.</summary>
    public void Remove(int hash, GraphNode node)
    {
        ref int link = ref _heads[hash & (_heads.Length - 1)];
        while (link != None && !ReferenceEquals(_entries[link - 1].Node, node)) link = ref _entries[link - 1].Next;
        if (link == None) throw new InvalidOperationException($"node {node} is not in the table of its graph");
        int at = link;
        ref Entry entry = ref _entries[at - 1];
        link = entry.Next;
        entry = new Entry { Next = _free };
        _free = at;
    }

    private static bool IsEqual(GraphNode node, NdArray value) =>
        node.Kind == NodeKind.Constant && node.ConstantValue is NdArray known && ArrayBits.AreEqual(known, value);

    // All entries are taken then: free ones are used first.
    private void Grow()
    {
        _heads = new int[_heads.Length * 2];
        for (int at = 1; at <= _entries.Count; at++) Link(at);
    }

    private void Link(int at)
    {
        ref Entry entry = ref _entries[at - 1];
        ref int head = ref _heads[entry.Hash & (_heads.Length - 1)];
        (entry.Next, head) = (head, at);
    }

    private struct Entry
    {
        public int Hash;

        /// <summary>The next entry of the chain, or of those that are free.</summary>
        public int Next;

        public GraphNode Node;
    }
}
