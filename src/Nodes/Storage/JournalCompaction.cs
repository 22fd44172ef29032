using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Writes journals anew as one, with what is live in them. It reads the old ones record by record, so that its memory
/// does not grow with the graph.
/// </summary>
internal static class JournalCompaction
{
    // Small records are put together up to so many bytes.
    private const int RecordBytes = 1 << 18;

    /// <summary>Adds to a new journal, which has its header, what is live in the parts. It is not flushed.</summary>
    /// <exception cref="StoreDamagedException">A part is damaged.</exception>
    public static void Write(JournalFile file, GraphFolder folder, List<JournalPart> parts, GraphTally tally)
    {
        var batch = new StoredRecord { Revision = tally.Revision };
        int bytes = 0;
        foreach (JournalPart part in parts)
        {
            using var reader = new JournalReader(folder, part.Name, part.Bytes);
            while (reader.Read() is { } record)
            {
                bytes += AddLive(record, batch, tally);
                if (bytes < RecordBytes) continue;
                file.Add(batch);
                (batch, bytes) = (new StoredRecord { Revision = tally.Revision }, 0);
            }
        }

        foreach ((string session, long number, long revision) in tally.Sessions.Kept())
            batch.Sessions.Add(new SessionMark { Session = session, Number = number, Revision = revision });
        if (batch.CalculateSize() > 0) file.Add(batch);
    }

    private static int AddLive(StoredRecord record, StoredRecord batch, GraphTally tally)
    {
        int bytes = 0;
        foreach (StoredDefinition definition in record.Definitions)
        {
            batch.Definitions.Add(definition);
            bytes += definition.CalculateSize();
        }

        foreach (StoredContent value in record.Values.Where(tally.IsNewest))
        {
            batch.Values.Add(value);
            bytes += value.CalculateSize();
        }

        return bytes;
    }
}
