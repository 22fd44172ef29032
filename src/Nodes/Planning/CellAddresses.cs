using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>Where each planned node lives, by the node's number.</summary>
internal sealed class CellAddresses
{
    private readonly ChunkedList<CellAddress> _addresses = new();

    public CellAddress this[GraphNode node] => node.Id < _addresses.Count ? _addresses[node.Id] : CellAddress.None;

    public void Place(GraphNode node, CellAddress address)
    {
        while (node.Id >= _addresses.Count) _addresses.Add(CellAddress.None);
        _addresses[node.Id] = address;
    }
}
