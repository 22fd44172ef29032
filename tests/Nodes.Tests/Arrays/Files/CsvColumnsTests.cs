namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvColumnsTests
{
    [Fact]
    public void Find_OfARange_CountsFromBothEnds()
    {
        Assert.Equal([0, 1, 2], CsvColumns.All.Find(3, null, out _)!);
        Assert.Equal([1, 2], ((CsvColumns)(1..)).Find(3, null, out _)!);
        Assert.Equal([2], ((CsvColumns)(^1..)).Find(3, null, out _)!);
        Assert.Equal([0, 1], CsvColumns.FromRange(..^1).Find(3, ["a", "b", "c"], out _)!);
    }

    [Theory]
    [InlineData(0, 4, "columns 0 to 4 were asked for, but there are 3")]
    [InlineData(3, 3, "columns 3 to 3 were asked for, but there are 3")]
    [InlineData(2, 1, "columns 2 to 1 were asked for, but there are 3")]
    public void Find_OfARangeBeyond_SaysHowManyThereAre(int from, int to, string expected)
    {
        Assert.Null(CsvColumns.FromRange(from..to).Find(3, null, out string problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Find_OfARangeFromTheEnd_SaysItBelowZero()
    {
        Assert.Null(CsvColumns.FromRange(^5..).Find(3, null, out string problem));
        Assert.Equal("columns -5 to the end were asked for, but there are 3", problem);
    }

    [Fact]
    public void Find_OfNames_ComesInTheirOrder() =>
        Assert.Equal([2, 0, 2], CsvColumns.Named("c", "a", "c").Find(3, ["a", "b", "c"], out _)!);

    [Theory]
    [InlineData("b", "there are 2 columns 'b'")]
    [InlineData("weigth", "there is no column 'weigth'; did you mean 'weight'?")]
    [InlineData("A", "there is no column 'A'")]
    public void Find_OfANameThatIsNotOneColumn_SaysSo(string name, string expected)
    {
        Assert.Null(CsvColumns.Named(name).Find(4, ["a", "b", "b", "weight"], out string problem));
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OfANameWithoutAHeader_IsNone() => Assert.Null(CsvColumns.Named("a").Find(3, null, out _));

    [Fact]
    public void Named_Nothing_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => CsvColumns.Named());
        Assert.Throws<ArgumentNullException>(() => CsvColumns.Named(null!));
    }

    [Fact]
    public void Named_ByAListThatChanges_KeepsTheNames()
    {
        List<string> names = ["a"];
        CsvColumns columns = CsvColumns.Named(names);
        names[0] = "b";
        Assert.Equal([0], columns.Find(2, ["a", "b"], out _)!);
    }
}
