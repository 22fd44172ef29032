namespace Dataflow.Nodes.Evaluation;

/// <summary>A stack whose top can be changed in place.</summary>
internal sealed class TicketStack
{
    private readonly ChunkedList<Ticket> _tickets = new();

    public int Count => _tickets.Count;

    public ref Ticket Top => ref _tickets.Last;

    public void Push(in Ticket ticket) => _tickets.Add(ticket);

    public void Pop()
    {
        _tickets.RemoveLast();
        if (_tickets.Count == 0) _tickets.Clear();
    }

    public void Clear() => _tickets.Clear();
}
