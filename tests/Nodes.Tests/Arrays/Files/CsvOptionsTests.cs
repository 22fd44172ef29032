namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvOptionsTests
{
    [Theory]
    [InlineData(',', '.')]
    [InlineData(';', ',')]
    [InlineData('\t', '.')]
    [InlineData(' ', ',')]
    [InlineData('|', '.')]
    public void Problem_OfALayoutThatPeopleHave_IsNone(char delimiter, char point) =>
        Assert.Null(new CsvOptions { Delimiter = delimiter, Decimal = point }.Problem);

    [Theory]
    [InlineData('a')]
    [InlineData('0')]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\0')]
    [InlineData('+')]
    [InlineData('-')]
    public void Problem_OfADelimiterWithinNumbersOrTexts_SaysSo(char delimiter) => Assert.StartsWith(
        "the delimiter should be", new CsvOptions { Delimiter = delimiter }.Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData(' ')]
    [InlineData('\t')]
    [InlineData('e')]
    [InlineData('-')]
    public void Problem_OfADecimalCharacterThatIsNone_SaysSo(char point) => Assert.StartsWith(
        "the decimal character should be", new CsvOptions { Decimal = point }.Problem, StringComparison.Ordinal);

    [Fact]
    public void Problem_OfOneCharacterForBoth_NamesIt() => Assert.StartsWith(
        "both delimiter and decimal are ','", new CsvOptions { Decimal = ',' }.Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("#", true)]
    [InlineData("//", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("rem", true)]
    [InlineData(",#", false)]
    [InlineData(" #", false)]
    [InlineData("--", false)]
    [InlineData("1", false)]
    [InlineData(".", false)]
    [InlineData("\"", false)]
    public void Problem_OfAComment_IsWhereItBeginsANumberOrAField(string? comment, bool isGood) =>
        Assert.Equal(isGood, new CsvOptions { Comment = comment }.Problem is null);

    [Fact]
    public void Problem_OfLinesToSkip_IsBelowZero()
    {
        Assert.Null(new CsvOptions { Skip = int.MaxValue }.Problem);
        Assert.Equal("skip should be 0 or more lines, not -1", new CsvOptions { Skip = -1 }.Problem);
    }
}
