using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// The file that says who opened a graph last: in which tenure, and the generation of its first journal. Whoever has
/// the graph open looks after each append whether the claim is still its own. Two openings in one tenure differ in
/// their generations.
/// </summary>
internal sealed class TenureClaim : IDisposable
{
    private const int Length = 24;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private byte[] _mine = [];

    public TenureClaim(string path)
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

    /// <summary>The last one; the least there is when there was none, or when it was not written whole.</summary>
    public Tenure Tenure => new(Number(0, long.MinValue));

    /// <summary>The first journal of the last one; 0 where <see cref="Tenure"/> is none.</summary>
    public Generation Generation => new(Number(sizeof(long), 0));

    /// <exception cref="FencedOffException">The graph was opened in a later tenure.</exception>
    public void RequireNoneLater(Tenure tenure, IEnumerable<JournalName> journals)
    {
        Tenure latest = journals.Aggregate(Tenure, (most, journal) => most < journal.Tenure ? journal.Tenure : most);
        if (tenure < latest) throw new FencedOffException(latest, tenure);
    }

    public void Make(Tenure tenure, Generation generation, Disk disk)
    {
        byte[] mine = new byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(mine, tenure.Number);
        BinaryPrimitives.WriteInt64LittleEndian(mine.AsSpan(8), generation.Number);
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
