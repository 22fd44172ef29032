using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>What all journals of this version have in common.</summary>
internal static class JournalFormat
{
    public const int Version = 1;

    /// <summary>
    /// How many seals a header repeats of those before it: so many openings later an owner can still learn whether
    /// its last append was kept.
    /// </summary>
    private const int Seals = 256;

    /// <summary>The header of a journal that comes after these.</summary>
    public static StoredHeader HeaderOf(JournalName name, bool isWhole, IEnumerable<StoredSeal> seals)
    {
        var header = new StoredHeader
        {
            Format = Version,
            Owner = name.Owner,
            Generation = name.Generation,
            IsWhole = isWhole,
            IsMarked = true,
        };
        header.Seals.AddRange(seals.TakeLast(Seals));
        return header;
    }
}
