using System.Buffers;

namespace Dataflow.Nodes.Wire;

/// <summary>Letters that leave in one control frame, encoded, and the arrays that they announce.</summary>
internal sealed class Parcel(byte[] buffer, int length, Transfer[] transfers)
{
    /// <summary>The frame, header included.</summary>
    public ReadOnlyMemory<byte> Frame => buffer.AsMemory(0, length);

    public int Length => length;

    public Transfer[] Transfers => transfers;

    /// <summary>Bytes of its arrays.</summary>
    public long ArrayBytes { get; } = transfers.Sum(transfer => transfer.Bytes);

    /// <summary>For how many of these the peer's room is still to be reserved.</summary>
    public long NeedsRoom { get; init; }

    /// <summary>Whether it waits for room by itself, and whatever is sent later may pass.</summary>
    public bool StandsAside { get; init; }

    /// <summary>Gives the encoded bytes back, when they were sent.</summary>
    public void Recycle() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Gives everything back, when it will not be sent.</summary>
    public void Drop()
    {
        Recycle();
        foreach (Transfer transfer in transfers) transfer.Block.Release();
    }
}
