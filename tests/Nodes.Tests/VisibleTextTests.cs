namespace Dataflow.Nodes.Tests;

/// <summary>What acts on a terminal is written out; all else stays.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain, größer, 価格, 🦊", "plain, größer, 価格, 🦊")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\nb\r\nc\td", "a\\nb\\r\\nc\\td")]
    [InlineData("\0\u007f\u0085\u009b31m", "\\u0000\\u007f\\u0085\\u009b31m")]
    [InlineData("\u202egnp.exe", "\\u202egnp.exe")]
    [InlineData("\u2066\u2069\u200e\u061c", "\\u2066\\u2069\\u200e\\u061c")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("x\U000e0041", "x\\U000e0041")]
    [InlineData("\ud800x", "\\ud800x")]
    [InlineData("C:\\new", "C:\\new")]
    public void Of_AText_WritesOutWhatActs(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Of_AnyText_HasNothingThatActs()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code));
        string shown = VisibleText.Of(all);
        Assert.DoesNotContain(shown, letter => char.IsControl(letter) || char.IsSurrogate(letter));
        Assert.Same(shown, VisibleText.Of(shown));
    }

    [Fact]
    public void WithTabs_ALine_LeavesTabs() => Assert.Equal("a\tb\\n", VisibleText.WithTabs("a\tb\n"));

    [Fact]
    public void Exception_OfANameFromOutside_IsVisible()
    {
        var error = new DataflowException("variable '\u001b[31mred\nline'");
        Assert.Equal("variable '\\u001b[31mred\\nline'", error.Message);
    }
}
