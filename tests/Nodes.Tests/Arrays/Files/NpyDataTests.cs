using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyDataTests
{
    /// <summary>More elements than are read or written in one part.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData((1 << 20) + 1)]
    public void Read_WhatWasWritten_IsTheSame(int length)
    {
        NdArray<float> array = NdArray<float>.Sequential(Shape.Of(length), -3, 0.5);
        using MemoryStream stream = new();
        NpyData.Write(stream, array);
        Assert.Equal(4L * length, stream.Length);
        stream.Position = 0;
        Assert.True(array.ValueEquals(Read<float>(stream, Header("<f4", length))));
        stream.Position = 0;
        Assert.Equal(array.ToArray().Select(x => (double)x), Read<double>(stream, Header("<f4", length)).ToArray());
    }

    [Theory]
    [InlineData("<f8", true)]
    [InlineData("<f8", false)]
    [InlineData("<i2", true)]
    [InlineData(">i2", false)]
    public void Read_OfTooFewBytes_SaysHowManyCame(string type, bool canSeek)
    {
        NpyHeader header = Header(type, 3);
        using Stream stream = canSeek ? new MemoryStream(new byte[5]) : new Pipe(new byte[5]);
        string message = Assert.Throws<FileFormatException>(() => Read<double>(stream, header)).Message;
        Assert.Equal(
            $"file is cut short: {header.DataBytes} bytes of shape [3] were expected, 5 came", message);
    }

    [Fact]
    public void Read_OfFarTooFewBytes_TakesNoMemoryForThem()
    {
        using MemoryStream stream = new(new byte[100]);
        Assert.Throws<FileFormatException>(() => Read<double>(stream, Header("<f8", 1L << 50)));
    }

    [Fact]
    public void Read_OfMoreBytes_LeavesTheRest()
    {
        using MemoryStream stream = new(new byte[100]);
        Assert.Equal(3, Read<double>(stream, Header("<f8", 3)).Length);
        Assert.Equal(24, stream.Position);
    }

    [Theory]
    [InlineData("<f8")]
    [InlineData("<i4")]
    public void Read_Cancelled_Stops(string type)
    {
        using MemoryStream stream = new(new byte[100]);
        Assert.ThrowsAny<OperationCanceledException>(
            () => NpyData.Read<double>(stream, Header(type, 3), "file", new CancellationToken(canceled: true)));
        Assert.Equal(0, stream.Position);
    }

    private static NpyHeader Header(string type, long length) =>
        new(NpyElement.Parse(type)!.Value, IsFortranOrder: false, Shape.Of(length));

    private static NdArray<T> Read<T>(Stream stream, NpyHeader header)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        NpyData.Read<T>(stream, header, "file", CancellationToken.None);

    /// <summary>A stream that nobody knows the length of.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
