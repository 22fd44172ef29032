using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dataflow.Nodes.Wire;

/// <summary>What a frame carries.</summary>
internal enum FrameKind : byte
{
    /// <summary>Letters: <c>Posts</c> of protocol.proto. Its number is 0.</summary>
    Control = 1,

    /// <summary>A piece of an array; its number says which array.</summary>
    Payload = 2,

    /// <summary>So many bytes of payload more may be sent; no body.</summary>
    Credit = 3,

    /// <summary>The last frame: why the link is closed, in UTF-8.</summary>
    Goodbye = 4,

    /// <summary>
    /// The first frame after the handshake, from both sides: the first credit as its number, then the largest array
    /// and the most bytes of unfinished arrays that the sender takes, 8 bytes each.
    /// </summary>
    Limits = 5,
}

/// <summary>
/// What stands before each frame's body; little-endian:
/// <code>
///  offset  bytes
///       0      2  magic, "DF"
///       2      1  layout of frames, 1
///       3      1  kind
///       4      4  bytes of the body, which follows at 24
///       8      8  number: the array of a payload, the bytes of a credit, else 0
///      16      8  checksum: XXH3 of the body, seeded with XXH3 of the bytes 0 to 15
/// </code>
/// Arrays are numbered from 0 in the order in which control frames announce them, in each direction for itself; the
/// number is not written there. Elements of arrays are raw, little-endian, row-major.
/// </summary>
internal readonly record struct FrameHeader(FrameKind Kind, int Length, ulong Number, ulong Checksum)
{
    public const int Bytes = 24;

    private const ushort Magic = 'D' | ('F' << 8);
    private const byte Layout = 1;
    private const int Sealed = 16;

    /// <summary>Writes the header of a frame with this body.</summary>
    public static void Write(Span<byte> header, FrameKind kind, ulong number, ReadOnlySpan<byte> body)
    {
        WriteFields(header, kind, body.Length, number);
        BinaryPrimitives.WriteUInt64LittleEndian(header[Sealed..], ChecksumOf(header, body));
    }

    /// <summary>A whole small frame.</summary>
    public static byte[] Frame(FrameKind kind, ulong number, ReadOnlySpan<byte> body)
    {
        var frame = new byte[Bytes + body.Length];
        body.CopyTo(frame.AsSpan(Bytes));
        Write(frame, kind, number, body);
        return frame;
    }

    /// <summary>How long the body is; whether this is a header at all is not asked.</summary>
    public static int LengthIn(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header[4..]);

    /// <exception cref="WireException">These are not the first bytes of a frame.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> header)
    {
        ushort magic = BinaryPrimitives.ReadUInt16LittleEndian(header);
        if (magic != Magic)
            throw new WireException($"expected a frame, which begins with 0x{Magic:X4}, got 0x{magic:X4}");
        if (header[2] != Layout)
            throw new WireException($"expected a frame of layout {Layout}, got layout {header[2]}");
        var kind = (FrameKind)header[3];
        if (kind is < FrameKind.Control or > FrameKind.Limits)
            throw new WireException($"no frame is of kind {header[3]}");
        int length = LengthIn(header);
        if (length < 0) throw new WireException($"a {kind} frame has {length} bytes");
        return new FrameHeader(
            kind,
            length,
            BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[Sealed..]));
    }

    /// <exception cref="WireException">The body, or the header, is not as it was sent.</exception>
    public void Verify(ReadOnlySpan<byte> body)
    {
        Span<byte> header = stackalloc byte[Sealed];
        WriteFields(header, Kind, Length, Number);
        ulong actual = ChecksumOf(header, body);
        if (actual == Checksum) return;
        throw new WireException(
            $"a {Kind} frame of {Length} bytes came damaged: expected checksum {Checksum:X16}, got {actual:X16}");
    }

    private static void WriteFields(Span<byte> header, FrameKind kind, int length, ulong number)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, Magic);
        header[2] = Layout;
        header[3] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], number);
    }

    private static ulong ChecksumOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) =>
        XxHash3.HashToUInt64(body, (long)XxHash3.HashToUInt64(header[..Sealed]));
}
