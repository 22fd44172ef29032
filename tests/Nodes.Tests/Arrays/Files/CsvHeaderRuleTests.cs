using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvHeaderRuleTests
{
    [Theory]
    [InlineData("a,b", "1,2", true)]
    [InlineData("a,", "1,2", true)]
    [InlineData("a,b", "c,d", true)]
    [InlineData("a,b", "1", false)]
    [InlineData("a,b", null, false)]
    [InlineData(",", "1,2", false)]
    [InlineData("a,NA", "1,2", false)]
    [InlineData("a,1", "1,2", false)]
    [InlineData("a,1.#INF", "1,2", false)]
    [InlineData("1,2", "1,2", false)]
    public void IsHeader_FoundOut_IsNeverALineOfData(string first, string? second, bool expected)
    {
        Assert.Equal(expected, CsvHeaderRule.IsHeader(Line(first)!, Line(second), new()));
        Assert.True(CsvHeaderRule.IsHeader(Line(first)!, Line(second), new() { Header = CsvHeader.Present }));
        Assert.False(CsvHeaderRule.IsHeader(Line(first)!, Line(second), new() { Header = CsvHeader.Absent }));
    }

    [Fact]
    public void IsHeader_WhereColumnsAreNamed_IsTheFirstLineWhateverItIs()
    {
        CsvOptions named = new() { Columns = CsvColumns.Named("1") };
        Assert.True(CsvHeaderRule.IsHeader(Line("1,2")!, Line("1,2"), named));
        Assert.True(CsvHeaderRule.IsHeader(Line("1,2")!, null, named));
    }

    [Theory]
    [InlineData("569,2,malignant,benign", "1,2,0", 569L)]
    [InlineData("0,2,a,b", "1,2,0", 0L)]
    [InlineData("569,3,malignant,benign", "1,2,0", null)]
    [InlineData("569,2,malignant", "1,2,0", null)]
    [InlineData("569,2,malignant,1", "1,2,0", null)]
    [InlineData("569,2,malignant,NA", "1,2,0", null)]
    [InlineData("x,2,malignant,benign", "1,2,0", null)]
    [InlineData("-1,2,malignant,benign", "1,2,0", null)]
    [InlineData("569,2,malignant,benign", null, null)]
    public void AnnouncedRows_OfAFirstLine_IsWhatItSaysWhereTheSecondFits(string first, string? second, long? expected)
    {
        Assert.Equal(expected, CsvHeaderRule.AnnouncedRows(Line(first)!, Line(second), new()));
        CsvOptions absent = new() { Header = CsvHeader.Absent }, named = new() { Columns = CsvColumns.Named("a") };
        Assert.Null(CsvHeaderRule.AnnouncedRows(Line(first)!, Line(second), absent));
        Assert.Null(CsvHeaderRule.AnnouncedRows(Line(first)!, Line(second), named));
    }

    private static CsvLine? Line(string? text) => text is null ? null : new CsvLine(text.Split(','), 1);
}
