namespace Dataflow.Nodes.Tests;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("+1.50", 1.5)]
    [InlineData(" \t2 ", 2.0)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("-1E-3", -0.001)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0.0)]
    [InlineData("nan", double.NaN)]
    [InlineData("+NAN", double.NaN)]
    [InlineData("iNf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void TryParse_ANumber_IsItsValue(string text, double expected)
    {
        Assert.True(NumberText.TryParse(text, out double value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("+-inf")]
    [InlineData("- 1")]
    [InlineData("1 2")]
    [InlineData("1,5")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1\0")]
    [InlineData("nan\0")]
    [InlineData("nan(1)")]
    [InlineData("infi")]
    [InlineData("1.#INF")]
    [InlineData("\u221E")]
    [InlineData("\u0661")]
    [InlineData("1d")]
    [InlineData("1\n")]
    [InlineData("(1)")]
    [InlineData("$1")]
    public void TryParse_WhatIsNone_IsRefused(string text) => Assert.False(NumberText.TryParse(text, out double _));

    [Theory]
    [InlineData("1,5", true)]
    [InlineData("-,5e1", true)]
    [InlineData("2", true)]
    [InlineData("inf", true)]
    [InlineData("1.5", false)]
    [InlineData("1,000,5", false)]
    [InlineData("1.000,5", false)]
    public void TryParse_WithADecimalComma_TakesNoPoint(string text, bool isNumber) =>
        Assert.Equal(isNumber, NumberText.TryParse(text, ',', out double _));

    [Fact]
    public void TryParse_Floats_RoundsOnce()
    {
        // By way of a double it would be a tie, and become 1.0000001.
        Assert.True(NumberText.TryParse("1.00000017881393432617187499", out float value));
        Assert.Equal(1.00000011920928955078125f, value);
    }
}
