using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// What a log knows of what is kept: which nodes are there, which value of each variable is the newest, and how many
/// bytes are live. The values themselves are on disk only.
/// </summary>
internal sealed class GraphTally
{
    private readonly Dictionary<int, Place> _newest = [];
    private readonly List<int> _definitions = []; // by number: how many bytes; 0 for none
    private readonly Dictionary<int, (string File, long Bytes)> _constantFiles = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private long _liveBytes;

    /// <summary>The nodes that were published, by their names.</summary>
    public IReadOnlyDictionary<string, int> Names => _names;

    public Revision Revision { get; private set; }

    public SessionMarks Sessions { get; } = new();

    /// <summary>About how many bytes of journals are of nodes, newest values and sessions.</summary>
    public long LiveBytes => _liveBytes + Sessions.Bytes;

    /// <summary>How many bytes of files are of constants and newest values.</summary>
    public long LiveFileBytes { get; private set; }

    /// <summary>Whether a node of that number is kept.</summary>
    public bool HasNode(int number) => (uint)number < (uint)_definitions.Count && _definitions[number] > 0;

    /// <summary>Whether anything is kept under that number.</summary>
    public bool Has(int number) => HasNode(number) || _newest.ContainsKey(number);

    /// <summary>Whether a value from this revision on is newer than the one that is kept.</summary>
    public bool IsNews(int variable, Revision revision) =>
        !_newest.TryGetValue(variable, out Place place) || place.Revision < revision;

    /// <summary>Whether this is the newest value.</summary>
    public bool IsNewest(StoredContent value) =>
        _newest.TryGetValue(value.Node, out Place place) && place.Revision.Number == value.Revision;

    /// <summary>Counts a record that is kept.</summary>
    /// <param name="record">Its definitions have numbers that are free, and its values are news.</param>
    /// <param name="superseded">Is told the files that nobody needs any more, and how many bytes each has.</param>
    public void Take(StoredRecord record, Action<string, long> superseded)
    {
        foreach (int number in record.Forgotten) Forget(number, superseded);
        foreach (StoredDefinition definition in record.Definitions) Take(definition);
        foreach (StoredName name in record.Names) Take(name);
        foreach (StoredContent value in record.Values) Take(value, superseded);
        foreach (SessionMark mark in record.Sessions) Take(mark);
        Revision = Revision.Max(Revision, new Revision(record.Revision));
    }

    private void Take(SessionMark mark) =>
        Sessions.Take(mark.Session, new AssignmentNumber(mark.Number), new Revision(mark.Revision));

    private void Take(StoredDefinition definition)
    {
        int number = definition.Node.Id, bytes = definition.CalculateSize();
        while (_definitions.Count <= number) _definitions.Add(0);
        _definitions[number] = bytes;
        _liveBytes += bytes;
        if (definition.File.Length == 0) return;
        long inFile = KeptArray.Of(definition).FileBytes;
        _constantFiles[number] = (definition.File, inFile);
        LiveFileBytes += inFile;
    }

    private void Take(StoredName name)
    {
        if (_names.Remove(name.Name)) _liveBytes -= BytesOf(name.Name);
        if (name.IsTakenBack) return;
        _names.Add(name.Name, name.Node);
        _liveBytes += BytesOf(name.Name);
    }

    private void Forget(int number, Action<string, long> superseded)
    {
        if (HasNode(number))
        {
            _liveBytes -= _definitions[number];
            _definitions[number] = 0;
        }

        if (_constantFiles.Remove(number, out (string File, long Bytes) constant))
        {
            LiveFileBytes -= constant.Bytes;
            superseded(constant.File, constant.Bytes);
        }

        Drop(number, superseded);
        _newest.Remove(number);
    }

    private void Drop(int variable, Action<string, long> superseded)
    {
        if (!_newest.TryGetValue(variable, out Place old)) return;
        _liveBytes -= old.Bytes;
        LiveFileBytes -= old.FileBytes;
        if (old.File.Length > 0) superseded(old.File, old.FileBytes);
    }

    private static long BytesOf(string name) => name.Length + 8;

    private void Take(StoredContent value, Action<string, long> superseded)
    {
        Drop(value.Node, superseded);
        var place = new Place(
            new Revision(value.Revision), value.CalculateSize(), value.File, KeptArray.Of(value).FileBytes);
        _newest[value.Node] = place;
        _liveBytes += place.Bytes;
        LiveFileBytes += place.FileBytes;
    }

    private readonly record struct Place(Revision Revision, int Bytes, string File, long FileBytes);
}
