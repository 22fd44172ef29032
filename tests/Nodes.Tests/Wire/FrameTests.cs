using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class FrameTests
{
    [Theory]
    [InlineData(FrameKind.Control, 0, 0ul)]
    [InlineData(FrameKind.Payload, 1000, 7ul)]
    [InlineData(FrameKind.Credit, 0, ulong.MaxValue)]
    public void Read_WhatWasWritten_IsTheSame(object kind, int length, ulong number)
    {
        byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] frame = FrameHeader.Frame((FrameKind)kind, number, body);
        FrameHeader header = FrameHeader.Read(frame);
        Assert.Equal(((FrameKind)kind, length, number), (header.Kind, header.Length, header.Number));
        header.Verify(frame.AsSpan(FrameHeader.Bytes));
    }

    [Fact]
    public void Verify_OneBitFlippedAnywhere_IsFound()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Payload, 3, [1, 2, 3, 4, 5]);
        for (int bit = 0; bit < 8 * frame.Length; bit++)
        {
            byte[] damaged = [.. frame];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<WireException>(() => FrameHeader.Read(damaged).Verify(damaged.AsSpan(FrameHeader.Bytes)));
        }
    }

    [Theory]
    [InlineData(0, 'X', "expected a frame")]
    [InlineData(2, 9, "layout 9")]
    [InlineData(3, 77, "kind 77")]
    [InlineData(7, 0xFF, "bytes")]
    public void Read_OfAWrongHeader_SaysWhatIsWrong(int at, int value, string reason)
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Control, 0, []);
        frame[at] = (byte)value;
        var error = Assert.Throws<WireException>(() => FrameHeader.Read(frame));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
