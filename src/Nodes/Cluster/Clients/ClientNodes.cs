using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// What a client's numbers of nodes mean in the graph, and the other way round. A number may stand for a definition
/// that was refused: then whatever asks for it is refused for the same reason. Safe for any number of threads.
/// </summary>
internal sealed class ClientNodes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, object> _known = []; // a node, or the exception that it was refused with
    private readonly Dictionary<int, int> _numbers = [];

    public int Count
    {
        get
        {
            lock (_gate) return _known.Count;
        }
    }

    /// <summary>The node that was defined by that number; null when none was.</summary>
    public GraphNode? Seek(int number)
    {
        lock (_gate) return _known.GetValueOrDefault(number) as GraphNode;
    }

    /// <exception cref="DataflowException">Nothing was defined by that number, or it was refused.</exception>
    public GraphNode Find(int number)
    {
        object? known;
        lock (_gate) known = _known.GetValueOrDefault(number);
        return known switch
        {
            GraphNode node => node,
            ClientRefusal refusal => throw new ClientRefusal(refusal.Kind, refusal.Message),
            Exception error => throw new DataflowException(error.Message, error),
            _ => throw new DataflowException(
                $"node #{number + 1} was not defined over this connection: define it before asking for it"),
        };
    }

    /// <summary>Several at once.</summary>
    /// <inheritdoc cref="Find(int)"/>
    public GraphNode[] Find(IList<int> numbers)
    {
        var nodes = new GraphNode[numbers.Count];
        for (int i = 0; i < nodes.Length; i++) nodes[i] = Find(numbers[i]);
        return nodes;
    }

    /// <summary>The client's number for a node; its hold on the node is this one's to give back.</summary>
    public void Add(int number, GraphNode node)
    {
        lock (_gate)
        {
            _known[number] = node;
            _numbers[node.Id] = number;
        }
    }

    /// <summary>
    /// The client does not hold them any more. Gives the nodes, with the holds that were the client's.
    /// </summary>
    public IReadOnlyList<GraphNode> Forget(IEnumerable<int> numbers)
    {
        var nodes = new List<GraphNode>();
        lock (_gate)
        {
            foreach (int number in numbers)
            {
                if (!_known.Remove(number, out object? known) || known is not GraphNode node) continue;
                nodes.Add(node);
                if (_numbers.GetValueOrDefault(node.Id, -1) == number) _numbers.Remove(node.Id);
            }
        }

        return nodes;
    }

    /// <summary>The client holds nothing any more. Gives the nodes, with the holds that were the client's.</summary>
    public IReadOnlyList<GraphNode> ForgetAll()
    {
        lock (_gate)
        {
            GraphNode[] nodes = [.. _known.Values.OfType<GraphNode>()];
            _known.Clear();
            _numbers.Clear();
            return nodes;
        }
    }

    public void Refuse(int number, Exception error)
    {
        lock (_gate) _known[number] = error;
    }

    /// <summary>What the client calls a node; the graph's own number where it has none.</summary>
    public int NumberOf(int id)
    {
        lock (_gate) return _numbers.GetValueOrDefault(id, id);
    }
}
