namespace Dataflow.Nodes.Graphs;

/// <summary>
/// Names under which nodes are found. A published node stays in its graph, whoever has a handle on it. Safe for any
/// number of threads.
/// </summary>
internal sealed class PublishedNames(Graph graph)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>All names with their nodes, in the order of the names.</summary>
    public IReadOnlyList<(string Name, GraphNode Node)> All
    {
        get
        {
            lock (_gate)
                return [.. _nodes.Select(one => (one.Key, one.Value)).OrderBy(one => one.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>Gives a node a name; it may have several. To give the same again has no effect.</summary>
    /// <returns>Whether the name is new.</returns>
    /// <exception cref="DataflowException">Another node has the name.</exception>
    public bool Add(string name, GraphNode node)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(name, out GraphNode? known))
            {
                if (ReferenceEquals(known, node)) return false;
                throw new DataflowException($"node {node} was not published: the name '{VisibleText.Of(name)}' is that "
                    + $"of node {known}; take another name, or unpublish that one first");
            }

            if (!graph.TryHold(node))
                throw new DataflowException($"node {node} was not published, because it was disposed of");
            _nodes.Add(name, node);
            graph.Changes?.Named(name, node);
            return true;
        }
    }

    /// <summary>The node of that name, held once more for the caller.</summary>
    /// <exception cref="DataflowException">There is none.</exception>
    public GraphNode Find(string name)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(name, out GraphNode? node)) throw Unknown(name);
            graph.TryHold(node);
            return node;
        }
    }

    /// <summary>Takes a name back; its node stays as long as somebody holds it.</summary>
    /// <exception cref="DataflowException">No node has the name.</exception>
    public void Remove(string name) => graph.Release(Take(name));

    /// <summary>Takes a name back and gives its node, which the caller holds until he releases it.</summary>
    /// <exception cref="DataflowException">No node has the name.</exception>
    public GraphNode Take(string name)
    {
        lock (_gate)
        {
            if (!_nodes.Remove(name, out GraphNode? node)) throw Unknown(name);
            graph.Changes?.Named(name, null);
            return node;
        }
    }

    /// <summary>Ends a hold on a node that lost its name.</summary>
    public void Release(GraphNode node) => graph.Release(node);

    private DataflowException Unknown(string name)
    {
        string known = _nodes.Count == 0
            ? "; nothing is published"
            : NearestNames.Hint(NearestNames.Of(name, _nodes.Keys));
        return new DataflowException($"no node is published under the name '{VisibleText.Of(name)}'{known}");
    }
}
