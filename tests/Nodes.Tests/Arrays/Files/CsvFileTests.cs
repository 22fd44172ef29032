namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvFileTests
{
    [Fact]
    public void Read_BreastCancer_SkipsItsFirstLineByItself()
    {
        NdArray<double> table = CsvFile.Read<double>(TestFiles.Data("breast_cancer.csv"));
        Assert.Equal(Shape.Of(569, 31), table.Shape);
        Assert.Equal(17.99, table[0, 0]);
        Assert.Equal(212, Enumerable.Range(0, 569).Count(row => table[row, -1] == 0));
    }

    [Fact]
    public void Read_ColumnsFromTheEnd_SplitFeaturesFromClass()
    {
        string path = TestFiles.Data("iris.csv");
        NdArray<float> features = CsvFile.Read<float>(path, new() { Columns = ..^1 });
        NdArray<float> classes = CsvFile.Read<float>(path, new() { Columns = ^1.. });
        Assert.Equal(Shape.Of(150, 4), features.Shape);
        Assert.Equal(5.1f, features[0, 0]);
        Assert.Equal(Shape.Of(150, 1), classes.Shape);
        Assert.Equal(2, classes[-1, 0]);
    }

    [Theory]
    [InlineData("1,2\n3,4")]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("\n1, 2\n\n 3 ,\"4\"\n\n")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("2,1,one,two\n1,2\n3,4\n")]
    [InlineData("\"x\ny\",\"a \"\"b\"\"\"\n1,2\n3,4\n")]
    [InlineData("1,2\r3,4\r")]
    [InlineData("# of two\n# lines\n#\n1,2\n3,4\n# and an end")]
    [InlineData(",y\n1e0,2.0\n+3,4.\n")]
    public void Read_AnyUsualLayout_IsTheTable(string text)
    {
        NdArray<double> table = Read(text);
        Assert.Equal("f64[2, 2] [[1, 2], [3, 4]]", table.ToString());
    }

    [Fact]
    public void Read_SpecialNumbers_AreUnderstood() => Assert.True(
        NdArray<double>.Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.PositiveInfinity)
            .ValueEquals(Read("nan,inf,-Inf,-0,Infinity\n").Reshaped(Shape.Of(5))));

    [Fact]
    public void Read_Floats_RoundsOnce() =>
        Assert.Equal(1.00000017881393432617187499f, CsvFile.Read<float>(
            new StringReader("1.00000017881393432617187499"), "text").ToScalar());

    [Fact]
    public void Read_HeaderOfNumbers_IsSkippedWhenTold()
    {
        Assert.Equal(Shape.Of(1, 2), Read("1,2\n3,4\n", new() { Header = CsvHeader.Present }).Shape);
        Assert.Equal(Shape.Of(1, 2), Read("x,y\n3,4\n", new() { Header = CsvHeader.Present }).Shape);
    }

    [Fact]
    public void Read_SkippedLines_AreNotLookedAt() =>
        Assert.Equal(Shape.Of(1, 2), Read("\"unclosed\n\na,b\n3,4\n", new() { Skip = 2 }).Shape);

    [Fact]
    public void Read_OtherDelimiter_IsUsed() =>
        Assert.Equal("f64[1, 2] [[1.5, 2]]", Read("1.5;2", new() { Delimiter = ';' }).ToString());

    [Fact]
    public void Read_TextInColumnNobodyWants_IsData() =>
        Assert.Equal("f64[2, 1] [[1], [2]]", Read("a,1\nb,2\n", new() { Columns = 1.. }).ToString());

    [Theory]
    [InlineData("1,2\n3,x\n", "text, line 2, column 2: \"x\" is not a number")]
    [InlineData("a,b\n\n1,2\n3,\n",
        "text, line 4, column 2: \"\" is not a number; the option missing: nan reads it as NaN")]
    [InlineData("1,2\n3,4,5\n", "text, line 2: 3 fields, but line 1 has 2; if it is no data, skip: 1 leaves it out")]
    [InlineData("a,b\n1,2\n3,4\n\n5\n", "text, line 5: 1 field, but line 2 has 2")]
    [InlineData("569,30\n1,2,3\n", "text, line 2: 3 fields, but line 1 has 2; if it is no data, skip: 1 leaves it out")]
    [InlineData("1,2\n3,1 00x\n", "text, line 2, column 2: \"1 00x\" is not a number")]
    [InlineData("a,b\nc,d\n", "text, line 2, column 1: \"c\" is not a number")]
    [InlineData("", "text has no line of numbers")]
    [InlineData("\n \n# c\n", "text has no line of numbers")]
    [InlineData("a,b\n",
        "text, line 1, column 1: \"a\" is not a number; if the line is a header, say header: true")]
    public void Read_DamagedText_NamesThePlace(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FileFormatException>(() => Read(text)).Message);

    [Fact]
    public void Read_DamagedAfterSkippedLines_CountsThem() => Assert.StartsWith(
        "text, line 4,",
        Assert.Throws<FileFormatException>(() => Read("a\nb\n1\nx\n", new() { Skip = 2 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_UnclosedQuote_SaysWhichLine() => Assert.StartsWith(
        "text, line 2, column 2: the quote before \"4",
        Assert.Throws<FileFormatException>(() => Read("1,2\n3,\"4\n5,6\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2, -1)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    public void Read_ColumnsThatAreNot_SaysHowManyThereAre(int first, int end)
    {
        CsvOptions options = new() { Columns = first..(end < 0 ? ^0 : end) };
        var e = Assert.Throws<FileFormatException>(() => Read("1,2\n", options));
        Assert.EndsWith("were asked for, but there are 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_Throws() =>
        Assert.Throws<FileNotFoundException>(() => CsvFile.Read<double>("none.csv"));

    private static NdArray<double> Read(string text, CsvOptions? options = null) =>
        CsvFile.Read<double>(new StringReader(text), "text", options);
}
