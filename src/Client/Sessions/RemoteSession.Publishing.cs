using Dataflow.Nodes.Graphs;

namespace Dataflow.Client.Sessions;

/// <summary>Names, which the graph's home has.</summary>
internal sealed partial class RemoteSession
{
    public void Publish(string name, GraphNode node) => Ask(new RemoteNaming(name, node, _options.GiveUpAfter));

    public void Unpublish(string name) => Ask(new RemoteNaming(name, null, _options.GiveUpAfter));

    public GraphNode Find(string name)
    {
        var find = new RemoteFind(name, Graph);
        Ask(find);
        return find.Found!;
    }
}
