using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvCommentsTests
{
    [Theory]
    [InlineData(null, "# a", true)]
    [InlineData(null, "#\n", true)]
    [InlineData(null, "#\r\n", true)]
    [InlineData(null, "#", true)]
    [InlineData(null, "#N/A", false)]
    [InlineData(null, "##", false)]
    [InlineData(null, " # a", false)]
    [InlineData(null, "", false)]
    [InlineData("", "# a", false)]
    [InlineData("%", "%a", true)]
    [InlineData("%", "# a", false)]
    [InlineData("//", "//", true)]
    [InlineData("//", "/", false)]
    [InlineData("//", "/ /", false)]
    public void IsLine_OfALine_GoesByItsBeginning(string? start, string line, bool expected) =>
        Assert.Equal(expected, new CsvComments(start).IsLine(Window(line)));

    [Theory]
    [InlineData("%", "1%", 1, true)]
    [InlineData("%", "1%", 0, false)]
    [InlineData("%", "1%", 2, false)]
    [InlineData("//", "1//2", 1, true)]
    [InlineData("//", "1/", 1, false)]
    [InlineData("", "1", 0, false)]
    [InlineData(null, "# a", 0, false)]
    public void IsAt_APlaceOfALine_NeedsAllOfTheBeginning(string? start, string line, int at, bool expected) =>
        Assert.Equal(expected, new CsvComments(start).IsAt(Window(line), at));

    [Theory]
    [InlineData("//", "/")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void FirstWithin_OfComments_IsTheirFirstCharacter(string? start, string expected) =>
        Assert.Equal(expected, new CsvComments(start).FirstWithin);

    private static CsvWindow Window(string text) => new(new StringReader(text), CancellationToken.None);
}
