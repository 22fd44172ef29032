namespace Dataflow.Nodes.Storage;

/// <summary>What is kept of nodes, by their numbers, in the order in which they came: operands first.</summary>
internal sealed class KeptNodes<T> where T : class
{
    private const int Fewest = 1024;

    private readonly Dictionary<int, int> _places = [];
    private List<(int Number, T? Kept)> _inOrder = [];

    public int Count => _places.Count;

    public IEnumerable<T> InOrder => _inOrder.Where(one => one.Kept is not null).Select(one => one.Kept!);

    public bool Contains(int number) => _places.ContainsKey(number);

    /// <summary>Adds one whose number is free; false when it is not.</summary>
    public bool TryAdd(int number, T kept)
    {
        if (!_places.TryAdd(number, _inOrder.Count)) return false;
        _inOrder.Add((number, kept));
        return true;
    }

    public void Forget(int number)
    {
        if (!_places.Remove(number, out int place)) return;
        _inOrder[place] = (number, null);
        if (_inOrder.Count > Fewest && _places.Count < _inOrder.Count / 2) CloseGaps();
    }

    private void CloseGaps()
    {
        _inOrder = [.. _inOrder.Where(one => one.Kept is not null)];
        for (int i = 0; i < _inOrder.Count; i++) _places[_inOrder[i].Number] = i;
    }
}
