namespace Dataflow.Nodes.Kernels;

/// <summary>How work on many elements is cut in parts: by the problem alone, never by the number of threads.</summary>
internal static class Parts
{
    /// <summary>Parts are whole blocks of so many elements, but for the last one.</summary>
    public const int Block = 1024;

    // Handing over a part costs up to a microsecond, so one takes at least five; but what is bound by memory gains
    // from parts whose operands fit the caches of one processor, and nobody gains from more parts than that.
    private const long MinPicoseconds = 5_000_000;
    private const long FarEnough = 64 << 10;
    private const long MaxParts = 512;

    /// <summary>How many elements a part has, when one takes so many hundredths of a nanosecond.</summary>
    public static long Length(long elements, long cost)
    {
        long least = Math.Min(MinPicoseconds / (10 * Math.Max(1, cost)), FarEnough - 1);
        least = Math.Max(least, elements / MaxParts);
        return ((least / Block) + 1) * Block;
    }
}
