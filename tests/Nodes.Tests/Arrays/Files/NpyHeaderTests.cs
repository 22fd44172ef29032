using System.Buffers.Binary;
using System.Text;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyHeaderTests
{
    private const string Text = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    [Theory]
    [InlineData("<f8", false)]
    [InlineData("<f4", true, 7L)]
    [InlineData(">f8", false, 2L, 0L, 1L << 50)]
    [InlineData("|b1", true, 1L, 1L)]
    [InlineData(">u2", false, long.MaxValue / 8)]
    public void Read_WhatWasWritten_IsTheSame(string type, bool isFortranOrder, params long[] sizes)
    {
        NpyHeader header = new(NpyElement.Parse(type)!.Value, isFortranOrder, Shape.Of(sizes));
        byte[] bytes = Write(header);
        using MemoryStream stream = new([.. bytes, 1, 2, 3]);
        Assert.Equal(header, NpyHeader.Read(stream, "text"));
        Assert.Equal(bytes.Length, stream.Position);
        Assert.Equal((0, (byte)'\n'), (bytes.Length % 64, bytes[^1]));
    }

    [Fact]
    public void Write_OfTheLongestShape_IsOfVersion1()
    {
        Shape shape = Shape.Of([1L << 59, .. Enumerable.Repeat(1L, Shape.MaxRank - 1)]);
        byte[] bytes = Write(new(NpyElement.Of(ElementType.Float64), false, shape));
        Assert.Equal((1, 0), (bytes[6], bytes[7]));
        Assert.Equal(shape, Read(bytes).Shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_AnyVersion_IsTheSame(byte version)
    {
        NpyHeader header = Read(Bytes(version, 0, Encoding.UTF8.GetBytes(Text)));
        Assert.Equal((Shape.Of(2, 3), 48L), (header.Shape, header.DataBytes));
        Assert.False(header.IsFortranOrder);
    }

    [Fact]
    public void Read_CutAnywhere_SaysSo()
    {
        byte[] bytes = Bytes(1, 0, Encoding.UTF8.GetBytes(Text));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            string message = Assert.Throws<FileFormatException>(() => Read(cut)).Message;
            Assert.Contains(length < 8 ? "is not an npy file" : "is cut short", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AWrongByteOfTheMagicWord_IsNoSuchFile()
    {
        for (int at = 0; at < 6; at++)
        {
            byte[] bytes = Bytes(1, 0, Encoding.UTF8.GetBytes(Text));
            bytes[at] ^= 0x20;
            Assert.Contains(
                "is not an npy file", Assert.Throws<FileFormatException>(() => Read(bytes)).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(255, 0)]
    [InlineData(1, 1)]
    public void Read_AnUnknownVersion_NamesIt(byte version, byte minor)
    {
        string message = Assert.Throws<FileFormatException>(() => Read(Bytes(version, minor, []))).Message;
        Assert.Contains($"is npy version {version}.{minor};", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(40_001u)]
    public void Read_ALengthBeyondAnyHeader_IsRefusedBeforeItIsRead(uint length)
    {
        byte[] bytes = Bytes(2, 0, []);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), length);
        string message = Assert.Throws<FileFormatException>(() => Read(bytes)).Message;
        Assert.Contains($"has {length} characters; more than 10000", message, StringComparison.Ordinal);
    }

    /// <summary>A character beyond ASCII is one byte up to version 2, and UTF-8 from 3 on.</summary>
    [Fact]
    public void Read_BytesThatAreNoText_AreRefusedFromVersion3On()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes(Text + " # "), 0xE9];
        Assert.Equal(Shape.Of(2, 3), Read(Bytes(2, 0, latin)).Shape);
        string message = Assert.Throws<FileFormatException>(() => Read(Bytes(3, 0, latin))).Message;
        Assert.Contains("it is not UTF-8", message, StringComparison.Ordinal);
    }

    private static byte[] Write(NpyHeader header)
    {
        using MemoryStream stream = new();
        header.Write(stream);
        return stream.ToArray();
    }

    private static NpyHeader Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return NpyHeader.Read(stream, "text");
    }

    private static byte[] Bytes(byte version, byte minor, byte[] text)
    {
        byte[] length = new byte[version == 1 ? 2 : 4];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [0x93, .. "NUMPY"u8, version, minor, .. length, .. text];
    }
}
