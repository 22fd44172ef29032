namespace Dataflow.Nodes.Evaluation;

/// <summary>How far each client's assignments went. Of very many, those that were silent longest are forgotten.</summary>
internal sealed class Sessions
{
    private const int Limit = 65_536;

    private readonly Dictionary<string, LinkedListNode<(string Session, long Number)>> _known =
        new(StringComparer.Ordinal);

    private readonly LinkedList<(string Session, long Number)> _byAge = new();

    public Sessions(IReadOnlyDictionary<string, long> known)
    {
        foreach ((string session, long number) in known) Note(session, number);
    }

    public long LastOf(string session) => _known.TryGetValue(session, out var known) ? known.Value.Number : 0;

    public void Note(string session, long number)
    {
        if (_known.Remove(session, out var known)) _byAge.Remove(known);
        _known.Add(session, _byAge.AddLast((session, Math.Max(number, known?.Value.Number ?? 0))));
        if (_known.Count <= Limit) return;
        _known.Remove(_byAge.First!.Value.Session);
        _byAge.RemoveFirst();
    }
}
