using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <content>Names under which nodes stay in the graph and are found, by all clients of a graph of a cluster.</content>
public sealed partial class Context
{
    /// <summary>
    /// Gives a node a name. From then on it stays in the graph, and <see cref="Find"/> gives further handles on it, to
    /// every client of the graph. To publish it again under the same name has no effect.
    /// </summary>
    /// <exception cref="DataflowException">Another node has the name.</exception>
    /// <exception cref="ArgumentException">The name is empty, or the node of another context.</exception>
    public void Publish(string name, LazyArray node)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Session.Publish(name, NodeOf(node, nameof(node)));
        GC.KeepAlive(node);
    }

    /// <summary>Takes a name back; the node stays as long as anything else keeps it.</summary>
    /// <exception cref="DataflowException">No node has the name.</exception>
    public void Unpublish(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Session.Unpublish(name);
    }

    /// <summary>A handle on the node that was published under a name.</summary>
    /// <exception cref="DataflowException">No node has the name; says the nearest. Or its elements are of another type.
    /// </exception>
    public LazyArray<T> Find<T>(string name) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        GraphNode node = Session.Find(name);
        if (node.ElementType == ElementTypes.Of<T>()) return new LazyArray<T>(this, node);
        Release(node);
        throw new DataflowException(
            $"node {node}, published as '{name}', has elements of {node.ElementType}: find it as that");
    }
}
