using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// What an owner knows of what is kept: which value of each variable is the newest, and how many bytes are live. The
/// values themselves are on disk only.
/// </summary>
internal sealed class GraphTally
{
    private readonly Dictionary<int, Place> _newest = [];
    private long _liveBytes;

    /// <summary>How many nodes are kept; the next one has this number.</summary>
    public int Nodes { get; private set; }

    public long Revision { get; private set; }

    public SessionMarks Sessions { get; } = new();

    /// <summary>About how many bytes of journals are of nodes, newest values and sessions.</summary>
    public long LiveBytes => _liveBytes + Sessions.Bytes;

    /// <summary>How many bytes of files are of constants and newest values.</summary>
    public long LiveFileBytes { get; private set; }

    /// <summary>Whether a value from this revision on is newer than the one that is kept.</summary>
    public bool IsNews(int variable, long revision) =>
        !_newest.TryGetValue(variable, out Place place) || place.Revision < revision;

    /// <summary>Whether this is the newest value.</summary>
    public bool IsNewest(StoredContent value) =>
        _newest.TryGetValue(value.Node, out Place place) && place.Revision == value.Revision;

    /// <summary>Counts a record that is kept.</summary>
    /// <param name="record">Its definitions go on where those before ended, and its values are news.</param>
    /// <param name="superseded">Is told the files that nobody needs any more, and how many bytes each has.</param>
    public void Take(StoredRecord record, Action<string, long> superseded)
    {
        foreach (StoredDefinition definition in record.Definitions)
        {
            _liveBytes += definition.CalculateSize();
            LiveFileBytes += KeptArray.Of(definition).FileBytes;
            Nodes++;
        }

        foreach (StoredContent value in record.Values) Take(value, superseded);
        foreach (SessionMark mark in record.Sessions) Sessions.Take(mark.Session, mark.Number, mark.Revision);
        Revision = Math.Max(Revision, record.Revision);
    }

    private void Take(StoredContent value, Action<string, long> superseded)
    {
        if (_newest.TryGetValue(value.Node, out Place old))
        {
            _liveBytes -= old.Bytes;
            LiveFileBytes -= old.FileBytes;
            if (old.File.Length > 0) superseded(old.File, old.FileBytes);
        }

        var place = new Place(value.Revision, value.CalculateSize(), value.File, KeptArray.Of(value).FileBytes);
        _newest[value.Node] = place;
        _liveBytes += place.Bytes;
        LiveFileBytes += place.FileBytes;
    }

    private readonly record struct Place(long Revision, int Bytes, string File, long FileBytes);
}
