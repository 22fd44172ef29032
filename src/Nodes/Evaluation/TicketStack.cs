namespace Dataflow.Nodes.Evaluation;

/// <summary>A stack whose top can be changed in place.</summary>
internal sealed class TicketStack
{
    private Ticket[] _tickets = [];

    public int Count { get; private set; }

    public ref Ticket Top => ref _tickets[Count - 1];

    public void Push(in Ticket ticket)
    {
        if (Count == _tickets.Length) Array.Resize(ref _tickets, Math.Max(8, Count * 2));
        _tickets[Count++] = ticket;
    }

    public void Pop() => Count--;

    public void Clear() => Count = 0;
}
