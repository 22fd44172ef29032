namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvTableTests
{
    private const string Missing = "; the option missing: nan reads it as NaN";

    [Theory]
    [InlineData("csv-first-na.csv", "line 1, column 2: \"NA\" is not a number" + Missing)]
    [InlineData("csv-first-empty-cell.csv", "line 1, column 2: \"\" is not a number" + Missing)]
    [InlineData("csv-first-1inf.csv",
        "line 1, column 1: \"1.#INF\" is not a number; if the line is a header, say header: true")]
    [InlineData("csv-first-ragged.csv",
        "line 2: 1 field, but line 1 has 2; if it is no data, skip: 1 leaves it out")]
    [InlineData("csv-nul-in-field.csv",
        "line 1, column 1: \"1\\u0000\" has a NUL character; a file of text has none, unless it is UTF-16")]
    [InlineData("csv-semicolon-one-row.csv",
        "line 1, column 1: \"1;2\" is not a number; the delimiter is ',', should it be \";\"?")]
    public void Read_FilesAsPeopleHaveThem_NamesLineColumnAndText(string file, string message)
    {
        string path = TestFiles.Data($"files/{file}");
        var error = Assert.Throws<FileFormatException>(() => CsvFile.Read<double>(path));
        Assert.Equal($"{path}, {message}", error.Message);
    }

    [Theory]
    [InlineData("csv-first-na.csv", "[[1, NaN], [2, 3], [4, 5]]")]
    [InlineData("csv-first-empty-cell.csv", "[[6, NaN, 2, 4], [2, 0, 3, 8]]")]
    [InlineData("csv-two-comment-lines.csv", "[[1, 2], [3, 4]]")]
    public void Read_FilesAsPeopleHaveThem_AreTables(string file, string expected)
    {
        NdArray<double> table =
            CsvFile.Read<double>(TestFiles.Data($"files/{file}"), new() { Missing = CsvMissing.NaN });
        Assert.EndsWith(expected, table.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\ty\n1\t2", "x", '\t')]
    [InlineData("y;x\n2;1", "x", ';')]
    [InlineData(",x,y\na,1,2", "x", ',')]
    [InlineData("\"x\",y 2\n1,2", "x", ',')]
    public void Read_HeaderOfNames_GivesColumns(string text, string name, char delimiter) =>
        Assert.Equal("[[1]]", Numbers(text, new() { Delimiter = delimiter, Columns = CsvColumns.Named(name) }));

    [Theory]
    [InlineData("NA,x\n1,2")]
    [InlineData("nan,x\n1,2")]
    [InlineData("inf,x\n1,2")]
    [InlineData("x,1st\n1,2")]
    [InlineData(",\n1,2")]
    [InlineData("1e999x,y\n1,2")]
    [InlineData("x,-.5.\n1,2")]
    [InlineData("#N/A,3\n1,2")]
    public void Read_OddFirstRow_IsNeverDropped(string text)
    {
        string message = Assert.Throws<FileFormatException>(() => Numbers(text)).Message;
        Assert.StartsWith("text, line 1, column ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NA,N/A\nnan,null\nNULL,-\n,NaN", "[[NaN, NaN], [NaN, NaN], [NaN, NaN], [NaN, NaN]]")]
    [InlineData("\"\",1", "[[NaN, 1]]")]
    [InlineData("a,b\n , 1", "[[NaN, 1]]")]
    public void Read_MissingWords_AreNaNWhereAllowed(string text, string expected) =>
        Assert.Equal(expected, Numbers(text, new() { Missing = CsvMissing.NaN }));

    [Theory]
    [InlineData("1,NA")]
    [InlineData("1,-")]
    [InlineData("1,")]
    [InlineData("1,null")]
    public void Read_MissingWords_AreErrorsElse(string text) => Assert.Contains(
        "column 2: ", Assert.Throws<FileFormatException>(() => Numbers(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("-NaN", double.NaN)]
    [InlineData("INF", double.PositiveInfinity)]
    [InlineData("+inf", double.PositiveInfinity)]
    [InlineData("-infinity", double.NegativeInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void Read_NumbersWithoutDigits_AreNumbers(string text, double expected) =>
        Assert.Equal(expected, CsvFile.Read<double>(new StringReader(text), "text").ToScalar());

    [Theory]
    [InlineData("1,5;-2,25e1", "[[1.5, -22.5]]")]
    [InlineData("1;2", "[[1, 2]]")]
    public void Read_DecimalComma_IsUnderstood(string text, string expected) =>
        Assert.Equal(expected, Numbers(text, new() { Delimiter = ';', Decimal = ',' }));

    [Theory]
    [InlineData("1.5;2")]
    [InlineData("1,5,5;2")]
    [InlineData("1.000,5;2")]
    public void Read_DecimalCommaWithPoints_IsRefused(string text) =>
        Assert.Throws<FileFormatException>(() => Numbers(text, new() { Delimiter = ';', Decimal = ',' }));

    [Theory]
    [InlineData("1,5;2,5", ',', '.', "the delimiter is ',', should it be \";\"?")]
    [InlineData("1,5;2,5", ';', '.', "the decimal character is '.', should it be ','?")]
    [InlineData("1\t2", ',', '.', "the delimiter is ',', should it be \"\\t\"?")]
    [InlineData("1 2", ',', '.', "the delimiter is ',', should it be \" \"?")]
    public void Read_WrongLayout_SaysWhatMayBeMeant(string text, char delimiter, char point, string advice)
    {
        CsvOptions options = new() { Delimiter = delimiter, Decimal = point };
        string message = Assert.Throws<FileFormatException>(() => Numbers(text, options)).Message;
        Assert.EndsWith(advice, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("% c\n1,2 % rest\n%3,4\n5,6%", "%", "[[1, 2], [5, 6]]")]
    [InlineData("// a \"quote\n1,2// b\n3,4", "//", "[[1, 2], [3, 4]]")]
    [InlineData("a,\"#b\"\n1,2#3", "#", "[[1, 2]]")]
    public void Read_Comments_AreLeftOut(string text, string comment, string expected) =>
        Assert.Equal(expected, Numbers(text, new() { Comment = comment }));

    [Fact]
    public void Read_NoComments_TakesThemForData() =>
        Assert.Equal("[[1]]", Numbers("# x\n1", new() { Comment = "" }));

    [Theory]
    [InlineData("1,2\n3,\"4\n5,6\n", "line 2, column 2: the quote before \"4\\n5,6\\n\" does not end")]
    [InlineData("\"a\nb\",x\n1,\"2", "line 3, column 2: the quote before \"2\" does not end")]
    [InlineData("1,\"2\"3\n", "line 1, column 2: there is text behind the closing quote of \"\"2\"3\\n\"")]
    [InlineData("1,2\n3,a\0b\n", "line 2, column 2: \"a\\u0000\" has a NUL")]
    [InlineData("1,2\n3,\"a\0", "line 2, column 2: \"\"a\\u0000\" has a NUL")]
    [InlineData("1,2\n3,\u001B[31m\n", "line 2, column 2: \"\\u001b[31m\" is not a number")]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 field, but line 2 has 2")]
    public void Read_Damage_NamesLineColumnAndText(string text, string message) => Assert.StartsWith(
        $"text, {message}", Assert.Throws<FileFormatException>(() => Numbers(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_QuoteThatNeverEnds_StopsWithoutTheWholeFile()
    {
        using EndlessReader reader = new("1,\"", "2\n");
        var error = Assert.Throws<FileFormatException>(() => CsvFile.Read<double>(reader, "text"));
        Assert.StartsWith(
            "text, line 1, column 2: the quote before \"2\\n2\\n", error.Message, StringComparison.Ordinal);
        Assert.True(reader.Count < 1 << 20, $"{reader.Count} characters were read");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1,")]
    public void Read_LineThatNeverEnds_Stops(string part)
    {
        using EndlessReader reader = new("", part);
        Assert.Throws<FileFormatException>(() => CsvFile.Read<double>(reader, "text"));
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using CancellationTokenSource source = new();
        using EndlessReader reader = new("", "1,2\n") { AtMegabyte = source.Cancel };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            CsvFile.Read<double>(reader, "text", cancellation: source.Token));
    }

    [Theory]
    [InlineData("price", "text: there is no column 'price'; did you mean 'prices'?")]
    [InlineData("x", "text: there are 2 columns 'x'")]
    public void Read_NamesThatAreNot_SaysSo(string name, string message) => Assert.Equal(message, Assert.Throws<
        FileFormatException>(() => Numbers("prices,x,x\n1,2,3", new() { Columns = CsvColumns.Named(name) })).Message);

    [Fact]
    public void Read_NamedColumns_ComeInTheirOrder() => Assert.Equal(
        "[[3, 1]]", Numbers("a,b,2020\n1,x,3", new() { Columns = CsvColumns.Named("2020", "a") }));

    [Theory]
    [InlineData("3,1,a,b\n1,2\n3,4")]
    [InlineData("2,2,a,b\n1,2\n3,4")]
    [InlineData("2,1,a,1\n1,2\n3,4")]
    [InlineData("2,1,a\n1,2\n3,4")]
    [InlineData("2,1\n1,2,3\n3,4,5")]
    public void Read_FirstLineThatCountsWrongly_IsRagged(string text) => Assert.StartsWith(
        "text, line 2: ", Assert.Throws<FileFormatException>(() => Numbers(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(',', ',', "both delimiter and decimal are ','")]
    [InlineData('1', '.', "the delimiter should be")]
    [InlineData('"', '.', "the delimiter should be")]
    [InlineData(';', 'x', "the decimal character should be")]
    public void Read_OptionsThatContradict_Throw(char delimiter, char point, string message)
    {
        CsvOptions options = new() { Delimiter = delimiter, Decimal = point };
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Numbers("1", options)).Message,
            StringComparison.Ordinal);
    }

    private static string Numbers(string text, CsvOptions? options = null)
    {
        string shown = CsvFile.Read<double>(new StringReader(text), "text", options).ToString();
        return shown[(shown.IndexOf(']', StringComparison.Ordinal) + 2)..];
    }
}
