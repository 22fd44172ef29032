using Dataflow.Nodes.Cluster.Clients;

namespace Dataflow.Nodes.Cluster;

/// <summary>A client that asks for a graph as a whole, to open or to delete it, as the member sees it.</summary>
internal interface IGraphAsker
{
    /// <summary>Whether it has gone.</summary>
    bool IsClosed { get; }

    /// <summary>The graph is at home here.</summary>
    void Opened(IHomeSite home);

    /// <summary>Nothing of the graph is left.</summary>
    void Deleted(string graph);

    /// <summary>Another member has to be asked.</summary>
    void Elsewhere(string graph, string address);

    /// <summary>What was asked for is not done.</summary>
    void Refuse(string graph, ClientRefusal why);
}
