namespace Dataflow.Nodes.Storage;

/// <summary>
/// The greatest number of each client session, of those sessions that were heard of most lately: a bounded number.
/// </summary>
internal sealed class SessionMarks
{
    /// <summary>How many sessions are kept: a few megabytes, and more than a cluster has clients.</summary>
    public const int Most = 65_536;

    // Sorting all of them is for many new ones at a time.
    private const int Slack = 4_096;

    private readonly Dictionary<string, (long Number, long Revision)> _marks = new(StringComparer.Ordinal);

    /// <summary>About how many bytes they take in a journal.</summary>
    public long Bytes { get; private set; }

    public bool IsNews(string session, long number) =>
        !_marks.TryGetValue(session, out (long Number, long Revision) known) || known.Number < number;

    /// <summary>Takes a mark that is news; nothing happens when it is not.</summary>
    public void Take(string session, long number, long revision)
    {
        if (!IsNews(session, number)) return;
        if (!_marks.ContainsKey(session)) Bytes += BytesOf(session);
        _marks[session] = (number, revision);
        if (_marks.Count > Most + Slack) Drop();
    }

    /// <summary>Those that are kept, the oldest first.</summary>
    public IEnumerable<(string Session, long Number, long Revision)> Kept()
    {
        if (_marks.Count > Most) Drop();
        return _marks.Select(mark => (mark.Key, mark.Value.Number, mark.Value.Revision))
            .OrderBy(mark => mark.Revision).ThenBy(mark => mark.Key, StringComparer.Ordinal);
    }

    public Dictionary<string, long> ToDictionary() =>
        Kept().ToDictionary(mark => mark.Session, mark => mark.Number, StringComparer.Ordinal);

    private void Drop()
    {
        string[] oldest =
        [
            .. _marks.OrderBy(mark => mark.Value.Revision).ThenBy(mark => mark.Key, StringComparer.Ordinal)
                .Take(_marks.Count - Most).Select(mark => mark.Key),
        ];
        foreach (string session in oldest)
        {
            _marks.Remove(session);
            Bytes -= BytesOf(session);
        }
    }

    private static long BytesOf(string session) => session.Length + 16;
}
