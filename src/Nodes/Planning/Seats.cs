using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>Where each planned node lives, by the node's number.</summary>
internal sealed class Seats
{
    private Seat[] _seats = new Seat[64];
    private int _known;

    public Seat this[GraphNode node] => node.Id < _known ? _seats[node.Id] : Seat.None;

    public void Place(GraphNode node, Seat seat)
    {
        if (node.Id >= _known) Extend(node.Id + 1);
        _seats[node.Id] = seat;
    }

    private void Extend(int known)
    {
        if (known > _seats.Length) Array.Resize(ref _seats, Math.Max(known, _seats.Length * 2));
        _seats.AsSpan(_known, known - _known).Fill(Seat.None);
        _known = known;
    }
}
