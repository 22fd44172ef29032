using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>Where each planned node lives, by the node's number.</summary>
internal sealed class Seats
{
    private readonly ChunkedList<Seat> _seats = new();

    public Seat this[GraphNode node] => node.Id < _seats.Count ? _seats[node.Id] : Seat.None;

    public void Place(GraphNode node, Seat seat)
    {
        while (node.Id >= _seats.Count) _seats.Add(Seat.None);
        _seats[node.Id] = seat;
    }
}
