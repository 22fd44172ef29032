using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task ReadAsync_InPiecesOfAnySize_GivesEveryByte(int pieceBytes)
    {
        byte[] body = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * 7))];
        byte[] last = FrameHeader.Frame(FrameKind.Credit, 2, []);
        byte[] frames = [.. FrameHeader.Frame(FrameKind.Payload, 1, body), .. last];
        var reader = new FrameReader(new MemoryChannel(frames, pieceBytes));
        FrameHeader first = (await reader.ReadHeaderAsync(default))!.Value;
        var read = new byte[first.Length];
        await reader.ReadAsync(read, default);
        Assert.Equal(body, read);
        Assert.Equal(2ul, (await reader.ReadHeaderAsync(default))!.Value.Number);
        Assert.Null(await reader.ReadHeaderAsync(default));
    }

    [Fact]
    public async Task ReadAsync_TornFrame_SaysSo()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Payload, 1, new byte[100]);
        var reader = new FrameReader(new MemoryChannel(frame.AsMemory(0, 60)));
        await reader.ReadHeaderAsync(default);
        var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadAsync(new byte[100], default).AsTask());
        Assert.Contains("in the middle of a frame", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadHeaderAsync_CutAnywhereInAHeader_SaysSo()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Credit, 1, []);
        for (int length = 1; length < frame.Length; length++)
        {
            var reader = new FrameReader(new MemoryChannel(frame.AsMemory(0, length)));
            var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadHeaderAsync(default).AsTask());
            Assert.Contains("in the middle of a frame", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task IsWithinFrame_FromAHeaderToTheNextQuestion_IsTrue()
    {
        var reader = new FrameReader(new MemoryChannel(FrameHeader.Frame(FrameKind.Payload, 1, [1, 2])));
        Assert.False(reader.IsWithinFrame);
        await reader.ReadHeaderAsync(default);
        Assert.True(reader.IsWithinFrame);
        await reader.ReadAsync(new byte[2], default);
        Assert.True(reader.IsWithinFrame);
        await reader.ReadHeaderAsync(default);
        Assert.False(reader.IsWithinFrame);
    }

    [Fact]
    public async Task HasNext_OfAFrame_IsTrueWhenAllOfItIsHere()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Payload, 1, new byte[100]);
        foreach (int more in (int[])[0, FrameHeader.Bytes - 1, FrameHeader.Bytes, frame.Length - 1, frame.Length])
        {
            var reader = new FrameReader(new MemoryChannel((byte[])[.. frame, .. frame[..more]]));
            await reader.ReadHeaderAsync(default);
            await reader.ReadAsync(new byte[100], default);
            Assert.Equal(more == frame.Length, reader.HasNext);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task ReceivedBytes_OfAllThatCame_CountsEach(int pieceBytes)
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Payload, 1, new byte[40_000]);
        var reader = new FrameReader(new MemoryChannel(frame, pieceBytes));
        await reader.ReadHeaderAsync(default);
        await reader.ReadAsync(new byte[40_000], default);
        Assert.Equal(frame.Length, reader.ReceivedBytes);
    }

    [Fact]
    public async Task DiscardAsync_InTheMiddleOfAFrame_ReadsToTheEnd()
    {
        var reader = new FrameReader(new MemoryChannel(FrameHeader.Frame(FrameKind.Payload, 1, new byte[50_000])));
        await reader.ReadHeaderAsync(default);
        await reader.DiscardAsync(default);
        Assert.Equal(50_000 + FrameHeader.Bytes, reader.ReceivedBytes);
        Assert.Null(await reader.ReadHeaderAsync(default));
    }
}
