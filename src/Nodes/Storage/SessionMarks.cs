using Dataflow.Nodes.Wire.Protocol;

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

    private readonly Dictionary<string, (AssignmentNumber Number, Revision Revision)> _marks = new(
        StringComparer.Ordinal);

    /// <summary>About how many bytes they take in a journal.</summary>
    public long Bytes { get; private set; }

    public bool IsNews(string session, AssignmentNumber number) =>
        !_marks.TryGetValue(session, out (AssignmentNumber Number, Revision Revision) known) || known.Number < number;

    /// <summary>Takes a mark that is news; nothing happens when it is not.</summary>
    public void Take(string session, AssignmentNumber number, Revision revision)
    {
        if (!IsNews(session, number)) return;
        if (!_marks.ContainsKey(session)) Bytes += BytesOf(session);
        _marks[session] = (number, revision);
        if (_marks.Count > Most + Slack) Drop();
    }

    /// <summary>Those that are kept, the oldest first.</summary>
    public IEnumerable<SessionMark> Kept()
    {
        if (_marks.Count > Most) Drop();
        return OldestFirst().Select(mark => new SessionMark
        {
            Session = mark.Key, Number = mark.Value.Number.Number, Revision = mark.Value.Revision.Number,
        });
    }

    public Dictionary<string, AssignmentNumber> ToDictionary()
    {
        if (_marks.Count > Most) Drop();
        return _marks.ToDictionary(mark => mark.Key, mark => mark.Value.Number, StringComparer.Ordinal);
    }

    private void Drop()
    {
        string[] oldest = [.. OldestFirst().Take(_marks.Count - Most).Select(mark => mark.Key)];
        foreach (string session in oldest)
        {
            _marks.Remove(session);
            Bytes -= BytesOf(session);
        }
    }

    private IEnumerable<KeyValuePair<string, (AssignmentNumber Number, Revision Revision)>> OldestFirst() =>
        _marks.OrderBy(mark => mark.Value.Revision.Number).ThenBy(mark => mark.Key, StringComparer.Ordinal);

    private static long BytesOf(string session) => session.Length + 16;
}
