namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The numbers of a graph's nodes, from 0 on. Those of nodes that left are given again, the latest first.
/// </summary>
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

    /// <summary>
    /// These numbers, which are free or beyond the end, become nodes'; others below the end stay free.
    /// </summary>
    /// <exception cref="DataflowException">One is taken, or stands there twice.</exception>
    public void TakeThese(IReadOnlyList<int> numbers)
    {
        var free = new HashSet<int>(_free);
        foreach (int number in numbers)
        {
            for (; End <= number; End++) free.Add(End);
            if (number < 0 || !free.Remove(number))
                throw new DataflowException($"a node cannot be restored as #{number + 1}: another has that number");
        }

        _free.Clear();
        foreach (int number in free.OrderDescending()) _free.Push(number);
    }

    /// <summary>The number is nobody's any more.</summary>
    public void Free(int number) => _free.Push(number);
}
