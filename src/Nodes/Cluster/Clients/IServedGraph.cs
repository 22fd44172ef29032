using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>Where clients of a graph are served: its home.</summary>
internal interface IServedGraph
{
    /// <summary>The formulas known so far; a client's are added to them.</summary>
    Graph Graph { get; }

    /// <summary>Sends a request to the graph's clock. It is completed in any case.</summary>
    void Post(Message request);

    /// <summary>Holds the nodes of clients whose links have ended.</summary>
    SilentClients SilentClients { get; }

    /// <summary>The node of a name, held once more for the caller.</summary>
    /// <exception cref="DataflowException">There is none, or the graph is not at home here any more.</exception>
    GraphNode Find(string name);

    /// <summary>Is told that the graph has new nodes.</summary>
    void Defined();

    /// <summary>Why nothing can live there; null when it can. One that may pass says so by its kind.</summary>
    ClientRefusal? RefusalOf(PlaceRequest where);
}
