using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Writes journals anew as one, with what is live in them. It reads the old ones record by record, so that its memory
/// grows with the number of nodes only: once to see which definition of each number is the last, and once to copy.
/// </summary>
internal sealed class JournalCompaction
{
    // Small records are put together up to so many bytes.
    private const int RecordBytes = 1 << 18;

    private readonly GraphFolder _folder;
    private readonly List<JournalPart> _parts;
    private readonly GraphTally _tally;
    private readonly List<long> _lastDefinitions = []; // by number: how many definitions come before it
    private long _definitions;

    private JournalCompaction(GraphFolder folder, List<JournalPart> parts, GraphTally tally) =>
        (_folder, _parts, _tally) = (folder, parts, tally);

    /// <summary>Adds to a new journal, which has its header, what is live in the parts. It is not flushed.</summary>
    /// <exception cref="StoreDamagedException">A part is damaged.</exception>
    public static void Write(JournalFile file, GraphFolder folder, List<JournalPart> parts, GraphTally tally) =>
        new JournalCompaction(folder, parts, tally).Write(file);

    private void Write(JournalFile file)
    {
        foreach (StoredDefinition definition in Records().SelectMany(record => record.Definitions)) Note(definition);
        _definitions = 0;
        var batch = NewBatch();
        int bytes = 0;
        foreach (StoredRecord record in Records())
        {
            bytes += AddLive(record, batch);
            if (bytes < RecordBytes) continue;
            file.Add(batch);
            (batch, bytes) = (NewBatch(), 0);
        }

        AddTally(batch);
        if (batch.CalculateSize() > 0) file.Add(batch);
    }

    private StoredRecord NewBatch() => new() { Revision = _tally.Revision.Number };

    private void AddTally(StoredRecord batch)
    {
        foreach ((string name, int node) in _tally.Names)
            batch.Names.Add(new StoredName { Name = name, Node = node });
        batch.Sessions.AddRange(_tally.Sessions.Kept());
    }

    private IEnumerable<StoredRecord> Records()
    {
        foreach (JournalPart part in _parts)
        {
            using var reader = new JournalReader(_folder, part.Name, part.Bytes);
            while (reader.Read() is { } record) yield return record;
        }
    }

    private void Note(StoredDefinition definition)
    {
        while (_lastDefinitions.Count <= definition.Node.Id) _lastDefinitions.Add(-1);
        _lastDefinitions[definition.Node.Id] = _definitions++;
    }

    private bool IsLive(StoredDefinition definition) =>
        _lastDefinitions[definition.Node.Id] == _definitions++ && _tally.HasNode(definition.Node.Id);

    private int AddLive(StoredRecord record, StoredRecord batch)
    {
        int bytes = 0;
        foreach (StoredDefinition definition in record.Definitions.Where(IsLive))
        {
            batch.Definitions.Add(definition);
            bytes += definition.CalculateSize();
        }

        foreach (StoredContent value in record.Values.Where(_tally.IsNewest))
        {
            batch.Values.Add(value);
            bytes += value.CalculateSize();
        }

        return bytes;
    }
}
