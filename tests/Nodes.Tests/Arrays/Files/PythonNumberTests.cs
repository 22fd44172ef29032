using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class PythonNumberTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("00_0", 0L)]
    [InlineData("1_000", 1000L)]
    [InlineData("0x1F", 31L)]
    [InlineData("0X_fF", 255L)]
    [InlineData("0o17", 15L)]
    [InlineData("0b1_01", 5L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("0x7fffffffffffffff", long.MaxValue)]
    [InlineData("0x8000000000000000", null)]
    [InlineData("99999999999999999999999999", null)]
    public void Read_AnInteger_IsItsValueUpTo64Bits(string text, long? expected)
    {
        PythonValue value = Read(text);
        Assert.Equal((PythonKind.Integer, expected), (value.Kind, value.Number));
    }

    [Theory]
    [InlineData("1.5", nameof(PythonKind.Float))]
    [InlineData("1.", nameof(PythonKind.Float))]
    [InlineData(".5", nameof(PythonKind.Float))]
    [InlineData("1e3", nameof(PythonKind.Float))]
    [InlineData("01e-3", nameof(PythonKind.Float))]
    [InlineData("09.5E+1_0", nameof(PythonKind.Float))]
    [InlineData("2j", nameof(PythonKind.Imaginary))]
    [InlineData("007J", nameof(PythonKind.Imaginary))]
    [InlineData("1.5e3j", nameof(PythonKind.Imaginary))]
    public void Read_ANumberWithAPoint_IsOfItsKind(string text, string kind) =>
        Assert.Equal(kind, Read(text).Kind.ToString());

    [Theory]
    [InlineData("007")]
    [InlineData("1__0")]
    [InlineData("1_")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("0b2")]
    [InlineData("0o8")]
    [InlineData("0x_")]
    [InlineData("1a")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("12L")]
    [InlineData("2jx")]
    public void Read_WhatPythonDoesNotRead_IsRefused(string text) =>
        Assert.Throws<FileFormatException>(() => Read(text));

    [Theory]
    [InlineData(4300, true)]
    [InlineData(4301, false)]
    public void Read_AnIntegerOfManyDigits_IsReadAsFarAsPythonReads(int digits, bool isRead)
    {
        string text = new('1', digits);
        if (isRead) Assert.Null(Read(text).Number);
        else Assert.Throws<FileFormatException>(() => Read(text));
    }

    [Theory]
    [InlineData("12L", 12L)]
    [InlineData("12 \tL", 12L)]
    [InlineData("0x1FL", 31L)]
    public void Read_AnIntegerOfPython2_TakesAnLBehindIt(string text, long expected) =>
        Assert.Equal(expected, Read(text, takesLongs: true).Number);

    [Theory]
    [InlineData("12Lx")]
    [InlineData("12l")]
    public void Read_AnIntegerOfPython2_TakesNothingElse(string text) =>
        Assert.Throws<FileFormatException>(() => Read(text, takesLongs: true));

    private static PythonValue Read(string text, bool takesLongs = false)
    {
        PythonCursor cursor = new(text, "text");
        PythonValue value = PythonNumber.Read(cursor, takesLongs);
        return cursor.IsAtEnd ? value : throw new FileFormatException($"it ended at {cursor.At}");
    }
}
