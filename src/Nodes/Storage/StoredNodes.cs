using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Storage;

/// <summary>A graph's nodes as a store has them, both ways.</summary>
internal static class StoredNodes
{
    /// <summary>The same step with what has changed in the graph.</summary>
    public static StoredStep With(this StoredStep step, GraphDelta delta, Graph graph) => step with
    {
        Forgotten = [.. delta.Forgotten.Select(node => node.Id)],
        Nodes = [.. delta.New.Select(node => Of(node, graph))],
        Names = [.. delta.Names.Select(one => new NamedNode(one.Key, one.Value?.Id))],
    };

    /// <summary>Puts stored nodes into an empty graph, under the numbers and names that they had.</summary>
    /// <returns>The nodes, operands first; the caller holds each of them.</returns>
    /// <exception cref="DataflowException">One cannot be read, or needs one that is not there.</exception>
    public static IReadOnlyList<GraphNode> Restore(Graph graph, StoredGraph kept)
    {
        var nodes = new List<GraphNode>(kept.Nodes.Count);
        var byNumber = new Dictionary<int, GraphNode>(kept.Nodes.Count);
        foreach (StoredNode stored in kept.Nodes)
        {
            NdArray[] arrays = stored.Constant is { } constant ? [constant] : [];
            GraphNode node = DefinitionCodec.Decode(stored.Definition, Find, arrays);
            nodes.Add(node);
            byNumber[node.Id] = node;
        }

        graph.Restore(nodes);
        foreach (StoredNode stored in kept.Nodes)
        {
            if (DefinitionCodec.Decode(stored.Definition.Where) is { } where)
                graph.Place(byNumber[stored.Definition.Id], where);
        }

        foreach ((string name, int number) in kept.Names) graph.Names.Add(name, Find(number));
        return nodes;

        GraphNode Find(int number) => byNumber.TryGetValue(number, out GraphNode? node)
            ? node
            : throw new DataflowException(
                $"node #{number + 1} is needed and not in the store: it is damaged, or was written by something else");
    }

    /// <summary>
    /// A node as it is stored. The array is a constant's, which stays: the store needs no lease on it.
    /// </summary>
    public static StoredNode Of(GraphNode node, Graph graph)
    {
        var arrays = new List<NdArray>();
        Wire.Protocol.Definition definition = DefinitionCodec.Encode(node, graph.WhereOf(node), arrays);
        foreach (NdArray array in arrays) array.Release();
        return new StoredNode(definition, arrays.Count > 0 ? arrays[0] : null);
    }
}
