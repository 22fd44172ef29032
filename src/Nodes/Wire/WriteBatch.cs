using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// What is written in one go: small things copied together, then at most one large thing from where it lies.
/// </summary>
internal sealed class WriteBatch : IDisposable
{
    /// <summary>Pieces of arrays up to this size are copied: cheaper than a system call of their own.</summary>
    public const int SmallBytes = 8 << 10;

    /// <summary>
    /// So much of a large piece is copied behind its header: a header alone would wake the peer for nothing.
    /// </summary>
    private const int BesideHeader = 12 << 10;

    private const int HeadBytes = 64 << 10;

    private readonly byte[] _head = GC.AllocateUninitializedArray<byte>(HeadBytes, pinned: true);
    private readonly BlockMemory _piece = new();
    private int _used;

    public ReadOnlyMemory<byte> Head => _head.AsMemory(0, _used);

    public ReadOnlyMemory<byte> Tail { get; private set; }

    /// <summary>The parcel that the tail is, if it is one.</summary>
    public Parcel? Parcel { get; private set; }

    /// <summary>The transfer of which the tail is a piece, if it is one.</summary>
    public Transfer? Transfer { get; private set; }

    /// <summary>Bytes of letters in this.</summary>
    public long ControlBytes { get; private set; }

    /// <summary>Bytes of arrays in this, without headers.</summary>
    public long ArrayBytes { get; private set; }

    public bool IsEmpty => _used == 0 && Tail.IsEmpty;

    public bool IsFull => !Tail.IsEmpty || Room < SmallBytes + FrameHeader.Bytes;

    private int Room => HeadBytes - _used;

    public void Clear()
    {
        _used = 0;
        (Tail, Parcel, Transfer, ControlBytes, ArrayBytes) = (default, null, null, 0, 0);
    }

    /// <summary>A frame without letters, made of the queue's own.</summary>
    public bool TryAdd(ReadOnlySpan<byte> frame)
    {
        if (!Tail.IsEmpty || frame.Length > Room) return false;
        frame.CopyTo(_head.AsSpan(_used));
        _used += frame.Length;
        return true;
    }

    /// <summary>Whether the parcel's frame has gone in; if not, it is for the next batch.</summary>
    public bool TryAdd(Parcel parcel)
    {
        if (TryAdd(parcel.Frame.Span)) parcel.Recycle();
        else if (IsEmpty) (Tail, Parcel) = (parcel.Frame, parcel);
        else return false;
        ControlBytes += parcel.Length;
        return true;
    }

    /// <summary>Puts the next piece of an array in; there must be room for a small one.</summary>
    public void Add(Transfer transfer, int bytes)
    {
        Memory<byte> piece = _piece.Of(transfer.Block, transfer.Sent, bytes);
        transfer.Sent += bytes;
        ArrayBytes += bytes;
        if (bytes > SmallBytes)
        {
            (Tail, Transfer) = (piece, transfer);
            return;
        }

        FrameHeader.Write(_head.AsSpan(_used), FrameKind.Payload, transfer.Number, piece.Span);
        piece.Span.CopyTo(_head.AsSpan(_used + FrameHeader.Bytes));
        _used += FrameHeader.Bytes + bytes;
    }

    /// <summary>Writes what takes longer than the queue's lock should be held: the checksum of a large piece.</summary>
    public void Seal()
    {
        if (Transfer is null) return;
        FrameHeader.Write(_head.AsSpan(_used), FrameKind.Payload, Transfer.Number, Tail.Span);
        _used += FrameHeader.Bytes;
        int beside = Math.Min(Math.Min(BesideHeader, Room), Tail.Length);
        Tail.Span[..beside].CopyTo(_head.AsSpan(_used));
        _used += beside;
        Tail = Tail[beside..];
    }

    public void Dispose() => ((IDisposable)_piece).Dispose();
}
