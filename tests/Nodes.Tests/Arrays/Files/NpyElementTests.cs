using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyElementTests
{
    private static readonly string[] Codes =
        ["|b1", "|i1", "|u1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8",
            "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"];

    [Fact]
    public void Parse_WhatToStringWrote_IsTheSame()
    {
        foreach (string code in Codes)
        {
            NpyElement element = NpyElement.Parse(code)!.Value;
            Assert.Equal(code, element.ToString());
            Assert.Equal(code[0] == (BitConverter.IsLittleEndian ? '>' : '<'), element.IsSwapped);
        }
    }

    [Theory]
    [InlineData("=f8", "<f8")]
    [InlineData("|f8", "<f8")]
    [InlineData("f8", "<f8")]
    [InlineData("d", "<f8")]
    [InlineData(">d", ">f8")]
    [InlineData("float64", "<f8")]
    [InlineData(">b1", "|b1")]
    [InlineData(">?", "|b1")]
    [InlineData("f08", "<f8")]
    public void Parse_AnotherSpelling_IsTheSameType(string text, string expected)
    {
        if (!BitConverter.IsLittleEndian) return;
        Assert.Equal(expected, NpyElement.Parse(text)!.Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<float64")]
    [InlineData("f3")]
    [InlineData("f16")]
    [InlineData("b2")]
    [InlineData("i-1")]
    [InlineData("F8")]
    [InlineData("<<f8")]
    [InlineData("f8 ")]
    [InlineData("Float64")]
    [InlineData("f00000008")]
    public void Parse_WhatIsNoNumber_IsNone(string text) => Assert.Null(NpyElement.Parse(text));

    [Fact]
    public void Is_OfAnArraysType_GoesByKindAndSize()
    {
        Assert.True(NpyElement.Of(ElementType.Float64).Is(ElementType.Float64));
        Assert.True(NpyElement.Parse(">f4")!.Value.Is(ElementType.Float32));
        Assert.False(NpyElement.Parse("<f4")!.Value.Is(ElementType.Float64));
        Assert.False(NpyElement.Parse("<i8")!.Value.Is(ElementType.Float64));
    }
}
