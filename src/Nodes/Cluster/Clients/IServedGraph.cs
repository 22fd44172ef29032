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

    /// <summary>Is told that the graph has new nodes.</summary>
    void Defined();

    /// <summary>Why nothing can live there; null when it can. One that may pass says so by its kind.</summary>
    ClientRefusal? RefusalOf(PlaceRequest where);
}
