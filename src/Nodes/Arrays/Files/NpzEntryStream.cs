using System.IO.Compression;
using System.IO.Hashing;

namespace Dataflow.Nodes.Arrays;

/// <summary>One entry of an archive, read on; at its end its checksum is compared, which the library does not do.</summary>
internal sealed class NpzEntryStream : Stream
{
    private readonly Stream _content;
    private readonly Crc32 _sum = new();
    private readonly ZipArchiveEntry _entry;
    private readonly string _source;
    private long _position;

    /// <exception cref="FileFormatException">It claims more than so few bytes can hold.</exception>
    public NpzEntryStream(ZipArchiveEntry entry, string source)
    {
        // Deflate makes at most 1,032 bytes of one. What claims more is damaged, and must not ask for the memory.
        const int Most = 1032;
        (_entry, _source) = (entry, source);
        if (entry.Length / Most > entry.CompressedLength) throw new FileFormatException(
            $"{source} is damaged: {entry.CompressedLength} bytes cannot hold {entry.Length}");
        _content = entry.Open();
    }

    public override bool CanRead => true;

    /// <summary>Its length is known, so that a damaged header of an array is found before memory is asked for.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _entry.Length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int came = _content.Read(buffer);
        _sum.Append(buffer[..came]);
        _position += came;
        return came;
    }

    /// <summary>Reads what is left, and checks that nothing of it all is damaged.</summary>
    /// <exception cref="FileFormatException">It is not what was written.</exception>
    public void RequireWhole()
    {
        byte[] rest = new byte[1 << 12];
        while (Read(rest) > 0)
        {
        }

        if (_sum.GetCurrentHashAsUInt32() != _entry.Crc32 || _position != _entry.Length)
            throw new FileFormatException($"{_source} is damaged: its checksum differs");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }
}
