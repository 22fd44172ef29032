namespace Dataflow.Nodes.Storage;

/// <summary>How a store in a directory goes about its files.</summary>
internal sealed record DirectoryStoreOptions
{
    public static readonly DirectoryStoreOptions Default = new();

    /// <summary>
    /// Arrays of up to so many bytes lie within the journal, larger ones in a file each. Default 64 KiB, 0 to 16 MiB.
    /// A file costs three more waits for the disk; within the journal, an array is written again at each compaction.
    /// </summary>
    public int InlineBytes { get; init; } = 64 << 10;

    /// <summary>
    /// The journals are written anew when they are so many times as long as what is live in them; likewise for arrays
    /// in files. Default 2, 1.1 to 1,000: a byte is then written twice altogether, and half the disk is in use.
    /// </summary>
    public double CompactionFactor { get; init; } = 2;

    /// <summary>
    /// How many bytes nobody needs are left alone in any case. Default 16 MiB, 16 KiB to 1 TiB: they are read in a
    /// hundredth of a second, and a graph with few values would compact all the time without.
    /// </summary>
    public long CompactionFloorBytes { get; init; } = 16L << 20;

    /// <summary>
    /// How many journals a graph has at most before opening it puts them together. Default 16, 1 to 256. Each opening
    /// adds one.
    /// </summary>
    public int Journals { get; init; } = 16;

    /// <summary>
    /// How long opening waits for another who is opening the same graph. Default 10 s, 0 to 1 h: opening takes
    /// a second for gigabytes; longer than that, the other has stopped.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The options themselves, when all are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; says which.</exception>
    public DirectoryStoreOptions Checked()
    {
        Require(InlineBytes is >= 0 and <= 16 << 20, nameof(InlineBytes), InlineBytes, "0 to 16 MiB");
        Require(CompactionFactor is >= 1.1 and <= 1000, nameof(CompactionFactor), CompactionFactor, "1.1 to 1,000");
        Require(CompactionFloorBytes is >= 16 << 10 and <= 1L << 40,
            nameof(CompactionFloorBytes), CompactionFloorBytes, "16 KiB to 1 TiB");
        Require(Journals is >= 1 and <= 256, nameof(Journals), Journals, "1 to 256");
        Require(Patience >= TimeSpan.Zero && Patience <= TimeSpan.FromHours(1), nameof(Patience), Patience, "0 to 1 h");
        return this;
    }

    private static void Require(bool isInRange, string name, object came, string range)
    {
        if (isInRange) return;
        throw new ArgumentOutOfRangeException(name, came, $"the store's {name} is {came}; it can be {range}");
    }
}
