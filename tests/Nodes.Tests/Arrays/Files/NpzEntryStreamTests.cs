using System.IO.Compression;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpzEntryStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i))];

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_OfAnEntry_IsItsContent(CompressionLevel level)
    {
        using ZipArchive archive = Open(Pack(Content, level));
        using NpzEntryStream stream = new(archive.Entries[0], "file");
        byte[] read = new byte[Content.Length];
        stream.ReadExactly(read, 0, 100);
        Assert.Equal((100L, Content.Length), (stream.Position, stream.Length));
        stream.ReadExactly(read.AsSpan(100));
        Assert.Equal(Content, read);
        stream.RequireWhole();
    }

    [Fact]
    public void RequireWhole_OfWhatWasNotRead_ReadsIt()
    {
        using ZipArchive archive = Open(Pack(Content, CompressionLevel.NoCompression));
        using NpzEntryStream stream = new(archive.Entries[0], "file");
        stream.RequireWhole();
        Assert.Equal(Content.Length, stream.Position);
    }

    [Fact]
    public void RequireWhole_OfADamagedByte_SaysSo()
    {
        byte[] zip = Pack(Content, CompressionLevel.NoCompression);
        int at = zip.AsSpan().IndexOf(Content.AsSpan(5000, 100));
        zip[at] ^= 1;
        using ZipArchive archive = Open(zip);
        using NpzEntryStream stream = new(archive.Entries[0], "file");
        string message = Assert.Throws<FileFormatException>(stream.RequireWhole).Message;
        Assert.Equal("file is damaged: its checksum differs", message);
    }

    /// <summary>The list of entries, at the end of an archive, says at offset 24 how long an entry is.</summary>
    [Fact]
    public void New_OfAnEntryThatClaimsTooMuch_IsRefused()
    {
        byte[] zip = Pack(Content, CompressionLevel.NoCompression);
        int list = zip.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 1, 2]);
        BitConverter.TryWriteBytes(zip.AsSpan(list + 24), 1_000_000_000);
        using ZipArchive archive = Open(zip);
        var error = Assert.Throws<FileFormatException>(() => new NpzEntryStream(archive.Entries[0], "file"));
        Assert.Equal($"file is damaged: {Content.Length} bytes cannot hold 1000000000", error.Message);
    }

    [Fact]
    public void Write_OrSeek_IsNotSupported()
    {
        using ZipArchive archive = Open(Pack(Content, CompressionLevel.NoCompression));
        using NpzEntryStream stream = new(archive.Entries[0], "file");
        Assert.False(stream.CanWrite);
        Assert.Throws<NotSupportedException>(() => stream.Write([], 0, 0));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
    }

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("a.npy", level).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }

    private static ZipArchive Open(byte[] zip) => new(new MemoryStream(zip), ZipArchiveMode.Read);
}
