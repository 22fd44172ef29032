using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// How far a graph had got: its newest journal, and how much of it was on disk. It is noted after the flush of what it
/// speaks of, so that it never claims more than the disk has confirmed.
/// </summary>
/// <param name="Generation">The newest journal's; 0 when there was none yet.</param>
/// <param name="Tenure">Whose journal it is.</param>
/// <param name="Bytes">How many bytes of it were kept.</param>
/// <param name="Sequence">The number of the last record in it.</param>
/// <param name="Revision">The newest revision that was kept.</param>
internal readonly record struct StoreMark(
    Generation Generation, Tenure Tenure, long Bytes, long Sequence, Revision Revision)
{
    public const int EncodedBytes = 6 * sizeof(long);

    // So that the hash of 40 zeros is not that of a mark of another format.
    private const long Seed = 0x316B_6D66_44; // "Dfmk1"

    /// <summary>Whether there was a journal.</summary>
    public bool IsOfAJournal => Generation != default;

    /// <summary>Whether the graph had got further here than there.</summary>
    public bool IsAfter(in StoreMark other) =>
        Generation > other.Generation || (Generation == other.Generation && Bytes > other.Bytes);

    public byte[] Encode()
    {
        byte[] bytes = new byte[EncodedBytes];
        long[] numbers = [Generation.Number, Tenure.Number, Bytes, Sequence, Revision.Number];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(EncodedBytes - sizeof(long)), HashOf(bytes));
        return bytes;
    }

    /// <summary>The mark that lies there; null when it is none, or was not written whole.</summary>
    public static StoreMark? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EncodedBytes) return null;
        ulong hash = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(EncodedBytes - sizeof(long))..]);
        if (hash != HashOf(bytes)) return null;
        return new StoreMark(
            new Generation(Number(bytes, 0)), new Tenure(Number(bytes, 1)), Number(bytes, 2), Number(bytes, 3),
            new Revision(Number(bytes, 4)));
    }

    private static long Number(ReadOnlySpan<byte> bytes, int place) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes[(place * sizeof(long))..]);

    private static ulong HashOf(ReadOnlySpan<byte> bytes) =>
        XxHash3.HashToUInt64(bytes[..(EncodedBytes - sizeof(long))], Seed);
}
