namespace Dataflow.Nodes.Evaluation;

/// <summary>Ranges of edges that cells gave back, by length: a range goes to a cell with as many operands.</summary>
internal sealed class EdgeRanges
{
    private readonly Dictionary<int, Stack<int>> _free = [];

    /// <summary>A free range of that length, if there is one.</summary>
    public bool TryTake(int length, out int first)
    {
        first = 0;
        return _free.Count > 0 && _free.TryGetValue(length, out Stack<int>? ranges) && ranges.TryPop(out first);
    }

    public void Give(int first, int length)
    {
        if (length == 0) return;
        if (!_free.TryGetValue(length, out Stack<int>? ranges)) _free.Add(length, ranges = new Stack<int>());
        ranges.Push(first);
    }
}
