using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// The file that says who opened a graph last: its owner, and the generation of its first journal. An owner looks
/// whether it is still the one after each append.
/// </summary>
internal sealed class OwnerClaim : IDisposable
{
    private const int Length = 24;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private byte[] _mine = [];

    public OwnerClaim(string path)
    {
        _path = path;
        _file = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Whether nobody has opened the graph since <see cref="Make"/>.</summary>
    public bool IsMine
    {
        get
        {
            Span<byte> now = stackalloc byte[Length];
            return RandomAccess.Read(_file, now, 0) == Length && now.SequenceEqual(_mine);
        }
    }

    /// <summary>The last one's number; the least there is when nobody's, or when it was not written whole.</summary>
    public long Owner => Number(0, long.MinValue);

    /// <summary>The generation of the last one's first journal; 0 when nobody's, or when it was not written whole.</summary>
    public long Generation => Number(sizeof(long), 0);

    public void Make(long owner, long generation, Disk disk)
    {
        byte[] mine = new byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(mine, owner);
        BinaryPrimitives.WriteInt64LittleEndian(mine.AsSpan(8), generation);
        BinaryPrimitives.WriteUInt64LittleEndian(mine.AsSpan(16), XxHash3.HashToUInt64(mine.AsSpan(0, 16)));
        disk.Write(_file, _path, mine, 0);
        _mine = mine;
    }

    public void Dispose() => _file.Dispose();

    private long Number(int place, long none)
    {
        Span<byte> now = stackalloc byte[Length];
        bool isWhole = RandomAccess.Read(_file, now, 0) == Length
            && XxHash3.HashToUInt64(now[..16]) == BinaryPrimitives.ReadUInt64LittleEndian(now[16..]);
        return isWhole ? BinaryPrimitives.ReadInt64LittleEndian(now[place..]) : none;
    }
}
