using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class ShapeCodecTests
{
    [Theory]
    [InlineData]
    [InlineData(0L)]
    [InlineData(1L, 1L)]
    [InlineData(2L, 0L, 1L << 50)]
    [InlineData(long.MaxValue / 8)]
    public void Decode_WhatWasEncoded_IsTheSameShape(params long[] sizes)
    {
        byte[] letter = ShapeCodec.Encode(Shape.Of(sizes))!.ToByteArray();
        Assert.Equal(Shape.Of(sizes), ShapeCodec.Decode(Sizes.Parser.ParseFrom(letter)));
    }

    [Fact]
    public void Decode_OfNoShape_IsNotTheScalar()
    {
        Assert.Null(ShapeCodec.Encode((Shape?)null));
        Assert.Null(ShapeCodec.Decode((Sizes?)null));
        Assert.NotNull(ShapeCodec.Encode(Shape.Scalar));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(3L, long.MinValue)]
    [InlineData(0L, long.MaxValue)]
    public void Decode_OfImpossibleSizes_IsRefused(params long[] sizes) =>
        Assert.Throws<ShapeException>(() => ShapeCodec.Decode(new Sizes { Of = { sizes } }));

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Decode_OfAnEncodedType_IsThatType(ElementType type) =>
        Assert.Equal(type, ShapeCodec.Decode(ShapeCodec.Encode(type)));

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Decode_OfAnUnknownType_NamesItsNumber(int number)
    {
        var error = Assert.Throws<LetterFormatException>(() => ShapeCodec.Decode((Element)number));
        Assert.Contains($"no type of elements {number};", error.Message, StringComparison.Ordinal);
    }
}
