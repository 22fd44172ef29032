namespace Dataflow.Nodes.Graphs;

/// <summary>
/// How nodes leave: what nobody holds is forgotten at once, and then whatever only that held. It costs what is
/// forgotten, and nothing looks through the graph.
/// </summary>
internal sealed partial class Graph
{
    // Who defines meanwhile waits no longer than that takes: some microseconds.
    private const int ReleasedAtATime = 256;

    private long _forgotten;

    /// <summary>
    /// Is told of nodes that were forgotten, users before their operands, and gives their numbers back when nothing is
    /// known by them any more: with <see cref="Recycle"/>. Where there is none, that is at once.
    /// </summary>
    public Action<IReadOnlyList<GraphNode>>? WhenForgotten { get; set; }

    /// <summary>How many nodes were forgotten.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>Notes what a store has not been told yet; null where nothing is stored.</summary>
    public GraphChanges? Changes { get; set; }

    /// <summary>What was defined, forgotten and named since this was asked last, for a store.</summary>
    public GraphDelta TakeChanges()
    {
        lock (_gate) return Changes!.Take();
    }

    /// <summary>What was taken was not stored: it counts as not taken.</summary>
    public void GiveBack(GraphDelta delta)
    {
        lock (_gate) Changes!.GiveBack(delta);
    }

    /// <summary>Holds a node once more, unless it was forgotten.</summary>
    public bool TryHold(GraphNode node)
    {
        lock (_gate)
        {
            if (node.IsForgotten) return false;
            node.Hold();
            return true;
        }
    }

    /// <summary>Ends a hold on each of the nodes.</summary>
    public void Release(params ReadOnlySpan<GraphNode> nodes)
    {
        var forgotten = new List<GraphNode>();
        lock (_gate)
        {
            foreach (GraphNode node in nodes) Release(node, forgotten);
        }

        if (forgotten.Count == 0) return;
        ReleaseOperands(forgotten);
        Interlocked.Add(ref _forgotten, forgotten.Count);
        if (WhenForgotten is { } tell) tell(forgotten);
        else Recycle(forgotten);
    }

    /// <summary>The numbers of forgotten nodes may be given to others.</summary>
    public void Recycle(IReadOnlyList<GraphNode> forgotten)
    {
        for (int i = 0; i < forgotten.Count;)
        {
            lock (_gate)
            {
                for (int end = Math.Min(forgotten.Count, i + ReleasedAtATime); i < end; i++) Free(forgotten[i].Id);
            }
        }
    }

    // The list grows while it is gone through: a node's operands may be forgotten with it.
    private void ReleaseOperands(List<GraphNode> forgotten)
    {
        for (int i = 0; i < forgotten.Count;)
        {
            lock (_gate)
            {
                for (int left = ReleasedAtATime; left > 0 && i < forgotten.Count; left--, i++)
                {
                    GraphNode node = forgotten[i];
                    for (int operand = 0; operand < node.OperandCount; operand++)
                        Release(node.Operand(operand), forgotten);
                }
            }
        }
    }

    private void Release(GraphNode node, List<GraphNode> forgotten)
    {
        if (!node.Release()) return;
        TakeOut(node);
        Changes?.Forgot(node);
        forgotten.Add(node);
    }

    private void TakeOut(GraphNode node)
    {
        if (node.Kind != NodeKind.Variable) _table.Remove(HashOf(node), node);
        else if (node.Declaration?.Key is { } key) _byKey?.Remove(key);
    }

    private void Free(int id)
    {
        if (_nodes is not null) _nodes[id] = default;
        _places?.TryRemove(id, out _);
        _numbers.Free(id);
    }
}
