using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Storage;

/// <summary>A graph's nodes as a store has them, both ways.</summary>
internal static class StoredNodes
{
    /// <summary>All nodes from a number on, of a graph that keeps its nodes.</summary>
    public static IReadOnlyList<StoredNode> Since(Graph graph, int first)
    {
        int end = graph.Count;
        var stored = new List<StoredNode>(Math.Max(0, end - first));
        for (int id = first; id < end; id++) stored.Add(Of(graph[id], graph));
        return stored;
    }

    /// <summary>Appends stored nodes to a graph, under the numbers that they had.</summary>
    /// <exception cref="DataflowException">One cannot be read, or its number is not the next one.</exception>
    public static void Restore(Graph graph, IReadOnlyList<StoredNode> nodes)
    {
        foreach (StoredNode stored in nodes)
        {
            NdArray[] arrays = stored.Constant is { } constant ? [constant] : [];
            GraphNode node = DefinitionCodec.Decode(stored.Definition, id => graph[id], arrays);
            graph.Restore(node);
            if (DefinitionCodec.Decode(stored.Definition.Where) is { } where) graph.Place(node, where);
        }
    }

    /// <summary>The array is a constant's, which stays: the store needs no lease on it.</summary>
    private static StoredNode Of(GraphNode node, Graph graph)
    {
        var arrays = new List<NdArray>();
        Wire.Protocol.Definition definition = DefinitionCodec.Encode(node, graph.WhereOf(node), arrays);
        foreach (NdArray array in arrays) array.Release();
        return new StoredNode(definition, arrays.Count > 0 ? arrays[0] : null);
    }
}
