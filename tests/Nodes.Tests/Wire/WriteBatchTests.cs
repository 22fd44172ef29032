using System.Buffers;
using System.Runtime.InteropServices;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class WriteBatchTests : IDisposable
{
    private const int HeadBytes = 64 << 10;

    private readonly WriteBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void TryAdd_SmallFrames_LieOneBehindAnother()
    {
        byte[] first = FrameHeader.Frame(FrameKind.Credit, 1, []), second = FrameHeader.Frame(FrameKind.Credit, 2, []);
        Assert.True(_batch.IsEmpty);
        Assert.True(_batch.TryAdd(first) && _batch.TryAdd(second));
        Assert.Equal([.. first, .. second], Written());
        Assert.False(_batch.IsEmpty);
    }

    [Fact]
    public void TryAdd_ASmallParcel_IsCopied()
    {
        Parcel parcel = ParcelOf(100);
        byte[] frame = parcel.Frame.ToArray();
        Assert.True(_batch.TryAdd(parcel));
        Assert.Equal(frame, Written());
        Assert.Null(_batch.Parcel);
        Assert.Equal(100, _batch.ControlBytes);
    }

    [Fact]
    public void TryAdd_AFrameThatDoesNotFit_LeavesAllAsItWas()
    {
        Assert.True(_batch.TryAdd(new byte[HeadBytes - 1]));
        Assert.False(_batch.TryAdd(new byte[2]));
        Assert.True(_batch.TryAdd(new byte[1]));
        Assert.Equal(HeadBytes, _batch.Head.Length);
        Assert.True(_batch.IsFull);
    }

    [Fact]
    public void TryAdd_ALargeParcel_GoesAloneFromWhereItLies()
    {
        Parcel large = ParcelOf(HeadBytes + 1), small = ParcelOf(100);
        Assert.True(_batch.TryAdd(large));
        Assert.Same(large, _batch.Parcel);
        Assert.Equal(large.Length, _batch.ControlBytes);
        Assert.Equal(large.Frame.ToArray(), Written());
        Assert.True(_batch.IsFull);
        Assert.False(_batch.TryAdd(small));
        Assert.False(_batch.TryAdd(new byte[1]));
    }

    [Fact]
    public void TryAdd_ALargeParcelBehindOthers_WaitsForTheNextBatch()
    {
        Assert.True(_batch.TryAdd(new byte[1]));
        Assert.False(_batch.TryAdd(ParcelOf(HeadBytes)));
        Assert.Equal(0, _batch.ControlBytes);
        Assert.Null(_batch.Parcel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(WriteBatch.SmallBytes)]
    [InlineData(WriteBatch.SmallBytes + 1)]
    [InlineData(12 << 10)]
    [InlineData(200_000)]
    public void Add_APieceOfAnArray_IsAFrameOfItsBytes(int length)
    {
        (Transfer transfer, byte[] elements) = TransferOf(length + 100);
        transfer.Sent = 60;
        _batch.Add(transfer, length);
        _batch.Seal();
        Assert.Equal(elements[60..(60 + length)], BodyOf(Written(), number: 5));
        Assert.Equal((60L + length, length), (transfer.Sent, _batch.ArrayBytes));
        Assert.Equal(length > WriteBatch.SmallBytes, ReferenceEquals(transfer, _batch.Transfer));
        transfer.Block.Release();
    }

    /// <summary>However little room is left beside the header of a large piece.</summary>
    [Fact]
    public void Add_ALargePieceBehindMuch_IsAFrameOfItsBytes()
    {
        int before = HeadBytes - WriteBatch.SmallBytes - FrameHeader.Bytes;
        Assert.True(_batch.TryAdd(new byte[before]));
        Assert.False(_batch.IsFull);
        (Transfer transfer, byte[] elements) = TransferOf(100_000);
        _batch.Add(transfer, 100_000);
        _batch.Seal();
        Assert.Equal(HeadBytes, _batch.Head.Length);
        Assert.Equal(elements, BodyOf(Written()[before..], number: 5));
        Assert.True(_batch.IsFull);
        transfer.Block.Release();
    }

    [Fact]
    public void Clear_AfterALargePiece_IsEmpty()
    {
        (Transfer transfer, _) = TransferOf(100_000);
        _batch.Add(transfer, 100_000);
        _batch.Seal();
        _batch.Clear();
        Assert.True(_batch.IsEmpty && !_batch.IsFull);
        Assert.Null(_batch.Transfer);
        Assert.Equal((0L, 0L), (_batch.ArrayBytes, _batch.ControlBytes));
        transfer.Block.Release();
    }

    private byte[] Written() => [.. _batch.Head.ToArray(), .. _batch.Tail.ToArray()];

    private static byte[] BodyOf(byte[] frame, ulong number)
    {
        FrameHeader header = FrameHeader.Read(frame);
        Assert.Equal((FrameKind.Payload, number), (header.Kind, header.Number));
        byte[] body = frame[FrameHeader.Bytes..];
        Assert.Equal(body.Length, header.Length);
        header.Verify(body);
        return body;
    }

    private static Parcel ParcelOf(int bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes);
        for (int i = 0; i < buffer.Length; i++) buffer[i] = (byte)i;
        return new Parcel(buffer, bytes, []);
    }

    private static (Transfer Transfer, byte[] Elements) TransferOf(int bytes)
    {
        NdArray<double> array = Letters.Counting((bytes + 7) / 8);
        byte[] elements = MemoryMarshal.AsBytes(array.AsSpan())[..bytes].ToArray();
        return (new Transfer(array.Block, bytes, holds: false) { Number = 5 }, elements);
    }
}
