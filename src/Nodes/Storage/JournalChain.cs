using System.Globalization;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>A journal, and how many of its bytes count; negative when nobody has sealed it yet.</summary>
internal readonly record struct JournalPart(JournalName Name, long Bytes);

/// <summary>
/// Which journals a graph consists of: the newest one, and those before it as far back as one that is whole. A journal
/// says in its header how much of each before it counts.
/// </summary>
internal static class JournalChain
{
    /// <summary>The parts, oldest first; none for a new graph.</summary>
    /// <exception cref="StoreDamagedException">One is missing, or has no good header.</exception>
    public static List<JournalPart> Find(GraphFolder folder)
    {
        var parts = new List<JournalPart>();
        JournalName[] journals = folder.Journals();
        if (journals.Length == 0) return parts;
        var part = new JournalPart(journals[^1], -1);
        while (true)
        {
            parts.Add(part);
            StoredHeader header = HeaderOf(folder, part.Name);
            if (header.IsWhole) break;
            part = Before(folder, journals, part.Name, header);
        }

        parts.Reverse();
        return parts;
    }

    /// <summary>How much of a journal a later one counts on; none when no later one speaks of it.</summary>
    public static StoredSeal? SealOf(GraphFolder folder, Generation generation)
    {
        JournalName newest = folder.Journals()[^1];
        return HeaderOf(folder, newest).Seals.FirstOrDefault(seal => seal.Generation == generation.Number);
    }

    public static StoredHeader HeaderOf(GraphFolder folder, JournalName name)
    {
        using var reader = new JournalReader(folder, name, sealedBytes: -1);
        return reader.Header;
    }

    private static JournalPart Before(
        GraphFolder folder, JournalName[] journals, JournalName name, StoredHeader header)
    {
        if (header.Seals.Count == 0) throw folder.Damaged(name.Path, 0, "the seal of the journal before", "none");
        StoredSeal seal = header.Seals[^1];
        JournalName? before = Array.Find(journals, one => one.Generation.Number == seal.Generation);
        if (before is not null && before.Generation < name.Generation) return new JournalPart(before, seal.Bytes);
        throw folder.Damaged(name.Path, 0,
            string.Create(CultureInfo.InvariantCulture, $"the journal of generation {seal.Generation} beside it"),
            "no such file");
    }
}
