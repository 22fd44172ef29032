using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvScannerTests
{
    /// <summary>Lines are shown with their numbers and their fields in brackets.</summary>
    [Theory]
    [InlineData("a,b\nc", "1[a][b] 2[c]")]
    [InlineData("a\r\nb\rc\n", "1[a] 2[b] 3[c]")]
    [InlineData("", "")]
    [InlineData("\n\r\n \t\n", "")]
    [InlineData("a\n\n\nb", "1[a] 4[b]")]
    [InlineData(",", "1[][]")]
    [InlineData("a,\n,b", "1[a][] 2[][b]")]
    [InlineData(" a b\t, c ", "1[a b][c]")]
    [InlineData("\"\"", "1[]")]
    [InlineData("\"a,b\"", "1[a,b]")]
    [InlineData("\"a\"\"b\"\"\"", "1[a\"b\"]")]
    [InlineData(" \" a \" ,b", "1[ a ][b]")]
    [InlineData("\"a\nb\r\nc\",d\ne", "1[a\nb\r\nc][d] 4[e]")]
    [InlineData("a\"b\",c", "1[a\"b\"][c]")]
    [InlineData("\uFEFFa", "1[a]")]
    [InlineData("# x\na#b\n# y", "2[a#b]")]
    [InlineData("a\n", "1[a]")]
    public void Read_LinesOfFields_AreCut(string text, string expected)
    {
        Assert.Equal(expected, Scan(text, new()));
        Assert.Equal(expected, Scan(text, new(), pieceLength: 1));
    }

    [Theory]
    [InlineData("a\tb c\t\td ", '\t', "1[a][b c][][d]")]
    [InlineData("a  b", ' ', "1[a][][b]")]
    [InlineData("a;b,c", ';', "1[a][b,c]")]
    public void Read_OtherDelimiters_Cut(string text, char delimiter, string expected) =>
        Assert.Equal(expected, Scan(text, new() { Delimiter = delimiter }));

    [Theory]
    [InlineData("a,b//c\n//d\n\"//e\"//f", "//", "1[a][b] 3[//e]")]
    [InlineData("a/b/", "//", "1[a/b/]")]
    [InlineData("a,//", "//", "1[a][]")]
    [InlineData("# a", "", "1[# a]")]
    public void Read_Comments_EndLines(string text, string comment, string expected)
    {
        Assert.Equal(expected, Scan(text, new() { Comment = comment }));
        Assert.Equal(expected, Scan(text, new() { Comment = comment }, pieceLength: 1));
    }

    [Theory]
    [InlineData("a\r\nb\n\"\nc", 3, "4[c]")]
    [InlineData("a\nb", 2, "")]
    [InlineData("a", 100, "")]
    public void Read_AfterLinesToSkip_CountsThem(string text, int skip, string expected) =>
        Assert.Equal(expected, Scan(text, new() { Skip = skip }));

    [Theory]
    [InlineData("a,\"b", "line 1, column 2: the quote before")]
    [InlineData("\"a\"b", "line 1, column 1: there is text behind")]
    [InlineData("a\nb,c\0", "line 2, column 2: \"c\\u0000\" has a NUL")]
    [InlineData("\"a\n\0", "line 2, column 1: ")]
    public void Read_Damage_NamesItsPlace(string text, string expected)
    {
        string message = Assert.Throws<FileFormatException>(() => Scan(text, new())).Message;
        Assert.StartsWith($"file, {expected}", message, StringComparison.Ordinal);
    }

    /// <summary>Fields on both sides of each place at which the window may end.</summary>
    [Fact]
    public void Read_AcrossTheWindowsEnd_CutsAsWithin()
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},\"{i}\"\"\"\r\n"));
        CsvScanner scanner = Scanner(new StringReader(rows), new());
        for (int i = 0; i < 20_000; i++)
        {
            Assert.True(scanner.Read());
            Assert.Equal((i + 1, 2), (scanner.Line, scanner.Count));
            Assert.Equal($"{i}|{i}\"", $"{scanner[0]}|{scanner[1]}");
        }

        Assert.False(scanner.Read());
    }

    private static string Scan(string text, CsvOptions options, int pieceLength = int.MaxValue)
    {
        CsvScanner scanner = Scanner(new PieceReader(text, pieceLength), options);
        List<string> lines = [];
        while (scanner.Read())
        {
            string fields = string.Concat(Enumerable.Range(0, scanner.Count).Select(i => $"[{scanner[i]}]"));
            lines.Add($"{scanner.Line}{fields}");
        }

        return string.Join(' ', lines);
    }

    private static CsvScanner Scanner(TextReader reader, CsvOptions options) =>
        new(new CsvWindow(reader, CancellationToken.None), new CsvErrors("file"), options);

    /// <summary>Gives a text in pieces, as a slow source does.</summary>
    private sealed class PieceReader(string text, int pieceLength) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) =>
            base.Read(buffer, index, Math.Min(count, pieceLength));
    }
}
