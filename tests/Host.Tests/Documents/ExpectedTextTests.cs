namespace Dataflow.Host.Tests.Documents;

public sealed class ExpectedTextTests
{
    [Theory]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("a\n...\nd", "a\nb\nc\nd\n")]
    [InlineData("a\n...\nd", "a\nd\n")]
    [InlineData("took 12.5 ms, 3 ran", "took 1 us, 3 ran\n")]
    [InlineData("[1, ..., 9]", "[1, 2, 9]\n")]
    [InlineData("", "")]
    public void Matches_WhatMayDiffer_Fits(string expected, string came) =>
        Assert.True(ExpectedText.Matches(expected, came));

    [Theory]
    [InlineData("a\nb", "a\nb\nc\n")]
    [InlineData("a\n...\nd", "a\nb\nc\n")]
    [InlineData("took 12.5 ms, 3 ran", "took 12.5 ms, 4 ran\n")]
    [InlineData("5.843333333333333", "5.843333333333334\n")]
    [InlineData("", "a\n")]
    [InlineData("a", "")]
    public void Matches_AnotherText_DoesNotFit(string expected, string came) =>
        Assert.False(ExpectedText.Matches(expected, came));
}
