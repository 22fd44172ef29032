using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvErrorsTests
{
    private static readonly CsvErrors Errors = new("file");

    [Theory]
    [InlineData("abc", "\"abc\"")]
    [InlineData("", "\"\"")]
    [InlineData("\u001b[31m\n", "\"\\u001b[31m\\n\"")]
    [InlineData("0123456789012345678901234567890123456789", "\"0123456789012345678901234567890123456789\"")]
    [InlineData("0123456789012345678901234567890123456789x", "\"0123456789012345678901234567890123456789...\"")]
    public void NotANumber_OfAField_ShowsItShortAndVisible(string text, string shown) => Assert.Equal(
        $"file, line 7, column 3: {shown} is not a number; why", Errors.NotANumber(7, 2, text, "; why").Message);

    [Theory]
    [InlineData(1, "1 field")]
    [InlineData(2, "2 fields")]
    public void Ragged_OfALine_CountsItsFields(int count, string fields) => Assert.Equal(
        $"file, line 9: {fields}, but line 4 has 3; why",
        Errors.Ragged(9, count, new CsvLine(["a", "b", "c"], 4), "; why").Message);

    [Fact]
    public void TooLong_OfAField_SaysWhatMayBeMeant()
    {
        Assert.EndsWith(
            "is too long for a number; is the delimiter right?", Errors.TooLong(1, 0, "12").Message,
            StringComparison.Ordinal);
        Assert.Equal(
            Errors.Unclosed(1, 0, "\"12").Message, Errors.TooLong(1, 0, "\"12").Message);
    }

    [Fact]
    public void Nul_OfAField_ShowsItUpToThere() => Assert.StartsWith(
        "file, line 1, column 1: \"ab\\u0000\" has a NUL", Errors.Nul(1, 0, "ab\0cd").Message,
        StringComparison.Ordinal);
}
