namespace Dataflow.Nodes.Graphs;

/// <summary>The numbers of a graph's nodes, from 0 on. Those of nodes that left are given again, the latest first.</summary>
internal sealed class NodeNumbers
{
    private readonly Stack<int> _free = new();

    /// <summary>All numbers are below this.</summary>
    public int End { get; private set; }

    /// <summary>How many are taken.</summary>
    public int Taken => End - _free.Count;

    /// <summary>The number that the next node gets.</summary>
    public int Next => _free.TryPeek(out int number) ? number : End;

    /// <summary>The next number is a node's now.</summary>
    public void Take()
    {
        if (!_free.TryPop(out _)) End++;
    }

    /// <summary>A number at or beyond the end becomes a node's; those that were passed over are free.</summary>
    public void TakeAt(int number)
    {
        for (; End < number; End++) _free.Push(End);
        End++;
    }

    /// <summary>The number is nobody's any more.</summary>
    public void Free(int number) => _free.Push(number);
}
