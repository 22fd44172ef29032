using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Arrays;

/// <summary>What an npy file says of the numbers that follow.</summary>
/// <param name="Element">What they are.</param>
/// <param name="IsFortranOrder">Whether the first axis runs fastest, not the last.</param>
/// <param name="Shape">How many.</param>
internal sealed record NpyHeader(NpyElement Element, bool IsFortranOrder, Shape Shape)
{
    private const int PreambleLength = 8;

    // NumPy reads no longer ones either unless told to. A character takes at most four bytes.
    private const int MaxCharacters = 10_000;
    private const int MaxLength = 4 * MaxCharacters;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many bytes of numbers follow.</summary>
    public long DataBytes => Shape.Length * Element.Size;

    /// <summary>Reads everything before the numbers.</summary>
    /// <exception cref="FileFormatException">This is not npy, is cut short, or holds other than real
    /// numbers.</exception>
    public static NpyHeader Read(Stream stream, string source)
    {
        Span<byte> preamble = stackalloc byte[PreambleLength];
        int came = stream.ReadAtLeast(preamble, PreambleLength, throwOnEndOfStream: false);
        if (came < PreambleLength || !preamble.StartsWith(Magic))
            throw new FileFormatException($"{source} is not an npy file: it does not begin with \\x93NUMPY");
        (int version, int minor) = (preamble[6], preamble[7]);
        if (version is < 1 or > 3 || minor != 0)
            throw new FileFormatException($"{source} is npy version {version}.{minor}; 1.0, 2.0 and 3.0 are known");

        byte[] bytes = new byte[ReadLength(stream, source, version)];
        ReadWhole(stream, bytes, source, "header");
        string text = Decode(bytes, source, version);
        if (text.Length > MaxCharacters) throw TooLong(source, text.Length);
        return NpyHeaderText.Parse(text, source, version);
    }

    /// <summary>Writes everything before the numbers, padded so that they start at a multiple of 64 bytes.</summary>
    public void Write(Stream stream)
    {
        string text = NpyHeaderText.Format(this);
        // Version 1 counts in two bytes. It is enough for any shape with fewer than some thousands of axes.
        int version = text.Length + PreambleLength + 2 + BufferPool.Alignment <= ushort.MaxValue ? 1 : 2;
        int fixedLength = PreambleLength + (version == 1 ? 2 : 4);
        int padded = (fixedLength + text.Length + BufferPool.Alignment) & ~(BufferPool.Alignment - 1);
        text = text.PadRight(padded - fixedLength - 1) + "\n";

        Span<byte> start = stackalloc byte[fixedLength];
        Magic.CopyTo(start);
        start[6] = (byte)version;
        start[7] = 0;
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(start[8..], (ushort)text.Length);
        else BinaryPrimitives.WriteInt32LittleEndian(start[8..], text.Length);
        stream.Write(start);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static int ReadLength(Stream stream, string source, int version)
    {
        Span<byte> length = stackalloc byte[version == 1 ? 2 : 4];
        ReadWhole(stream, length, source, "header");
        long bytes = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(length)
            : BinaryPrimitives.ReadUInt32LittleEndian(length);
        return bytes <= MaxLength ? (int)bytes : throw TooLong(source, bytes);
    }

    private static FileFormatException TooLong(string source, long length) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{source} says that its header has {length} characters; more than {MaxCharacters} are a damaged length"));

    private static string Decode(byte[] bytes, string source, int version)
    {
        if (version < 3) return Encoding.Latin1.GetString(bytes);
        try { return Utf8.GetString(bytes); }
        catch (DecoderFallbackException e)
        {
            throw new FileFormatException($"{source} has a damaged header: it is not UTF-8", e);
        }
    }

    private static void ReadWhole(Stream stream, Span<byte> bytes, string source, string what)
    {
        int came = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (came < bytes.Length)
            throw new FileFormatException($"{source} is cut short: its {what} has {came} of {bytes.Length} bytes");
    }
}
