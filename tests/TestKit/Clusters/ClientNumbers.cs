using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Clusters;

/// <summary>What a client calls nodes on one link: small numbers, which are used again.</summary>
internal sealed class ClientNumbers
{
    private readonly Dictionary<int, (GraphNode Node, int Number)> _given = [];
    private readonly Stack<int> _free = new();
    private int _end;

    public bool Has(GraphNode node) => _given.ContainsKey(node.Id);

    public int Of(GraphNode node) => _given[node.Id].Number;

    public int Give(GraphNode node)
    {
        int number = _free.TryPop(out int free) ? free : _end++;
        _given.Add(node.Id, (node, number));
        return number;
    }

    public IReadOnlyList<int> TakeBack(Predicate<GraphNode> which)
    {
        var taken = _given.Values.Where(one => which(one.Node)).ToArray();
        foreach ((GraphNode node, int number) in taken)
        {
            _given.Remove(node.Id);
            _free.Push(number);
        }

        return [.. taken.Select(one => one.Number)];
    }

    public void Clear()
    {
        _given.Clear();
        _free.Clear();
        _end = 0;
    }
}
