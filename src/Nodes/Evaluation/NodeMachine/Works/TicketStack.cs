namespace Dataflow.Nodes.Evaluation;

/// <summary>A stack whose top can be changed in place.</summary>
internal sealed class TicketStack
{
    // Up to so many are looked through.
    private const int Few = 64;

    private readonly ChunkedList<Ticket> _tickets = new();

    public int Count => _tickets.Count;

    public ref Ticket Top => ref _tickets.Last;

    public void Push(in Ticket ticket) => _tickets.Add(ticket);

    public void Pop()
    {
        _tickets.RemoveLast();
        if (_tickets.Count == 0) _tickets.Clear();
    }

    /// <summary>Whether there may be a ticket of the cell: of many tickets it is not told.</summary>
    public bool MayHave(int cell)
    {
        if (_tickets.Count > Few) return true;
        for (int i = 0; i < _tickets.Count; i++)
        {
            if (_tickets[i].Cell == cell) return true;
        }

        return false;
    }

    public void Clear() => _tickets.Clear();
}
