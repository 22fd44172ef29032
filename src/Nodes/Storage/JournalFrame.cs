using System.Buffers.Binary;
using System.IO.Hashing;
using Google.Protobuf;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// How a record lies in a journal: 8 bytes hash of all that follows (XxHash3, seeded by the generation), 4 bytes mark,
/// 4 bytes length of the message, 8 bytes sequence number, the message. All little-endian.
/// </summary>
internal static class JournalFrame
{
    public const int HeadBytes = 24;
    private const uint Mark = 0x316A_6644; // "Dfj1"

    /// <summary>The bytes by which every frame is found, from <see cref="MarkOffset"/> on.</summary>
    public static ReadOnlySpan<byte> MarkBytes => "Dfj1"u8;

    public const int MarkOffset = 8;

    public static byte[] Encode(IMessage message, long sequence, Generation generation)
    {
        int length = message.CalculateSize();
        byte[] frame = new byte[HeadBytes + length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), Mark);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), sequence);
        message.WriteTo(frame.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(frame, HashOf(frame, generation));
        return frame;
    }

    /// <summary>How long the message is that follows this head; negative when this is no head.</summary>
    public static int LengthOf(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == Mark
            ? BinaryPrimitives.ReadInt32LittleEndian(head[12..])
            : -1;

    public static long SequenceOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt64LittleEndian(head[16..]);

    /// <summary>Whether a frame is as it was written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame, Generation generation) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame) == HashOf(frame, generation);

    private static ulong HashOf(ReadOnlySpan<byte> frame, Generation generation) =>
        XxHash3.HashToUInt64(frame[MarkOffset..], generation.Number);
}
