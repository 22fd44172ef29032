using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>What all journals of this version have in common.</summary>
internal static class JournalFormat
{
    public const int Version = 2;

    /// <summary>The oldest version that is read: in it no node was forgotten, and none had a name.</summary>
    public const int Oldest = 1;

    /// <summary>
    /// How many seals a header repeats of those before it: so many openings later a log can still learn whether its
    /// last append was kept.
    /// </summary>
    private const int Seals = 256;

    /// <summary>The header of a journal that comes after these.</summary>
    public static StoredHeader HeaderOf(JournalName name, bool isWhole, IEnumerable<StoredSeal> seals)
    {
        var header = new StoredHeader
        {
            Format = Version,
            Tenure = name.Tenure.Number,
            Generation = name.Generation.Number,
            IsWhole = isWhole,
            IsMarked = true,
        };
        header.Seals.AddRange(seals.TakeLast(Seals));
        return header;
    }
}
