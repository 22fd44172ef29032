using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Tests.Scripts.Syntax;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.5e3", "1500")]
    [InlineData(".5", "0.5")]
    [InlineData("2.", "2")]
    [InlineData("1e-2", "0.01")]
    [InlineData("_a1", "_a1")]
    [InlineData("a # the rest is a comment", "a")]
    [InlineData("[2, 3]", "[2, 3]")]
    [InlineData("[]", "[]")]
    [InlineData("[[1, 2], [3, -4]]", "[[1, 2], [3, (-4)]]")]
    [InlineData("load(\"x.npy\")", "load(\"x.npy\")")]
    [InlineData("zeros()", "zeros()")]
    [InlineData("sum(x, axis: 0, keep_dims: true)", "sum(x, axis: 0, keep_dims: true)")]
    [InlineData("sum(x, keep_dims: false)", "sum(x, keep_dims: false)")]
    [InlineData("sin(a + b)", "sin((a + b))")]
    public void Parse_EachConstruct_IsRead(string text, string expected) => Assert.Equal(expected, Parse(text));

    [Theory]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("(a + b) * c", "((a + b) * c)")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a / b * c", "((a / b) * c)")]
    [InlineData("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))")]
    [InlineData("-2^2", "(-(2 ^ 2))")]
    [InlineData("2^-1", "(2 ^ (-1))")]
    [InlineData("2^-a^b", "(2 ^ (-(a ^ b)))")]
    [InlineData("2^-a*b", "((2 ^ (-a)) * b)")]
    [InlineData("-a * b", "((-a) * b)")]
    [InlineData("a * -b", "(a * (-b))")]
    [InlineData("a - -b", "(a - (-b))")]
    [InlineData("--a", "(-(-a))")]
    [InlineData("-x[0]", "(-x[0])")]
    [InlineData("a + b < c * d", "((a + b) < (c * d))")]
    [InlineData("a <= b + 1", "(a <= (b + 1))")]
    [InlineData("(a < b) == c", "((a < b) == c)")]
    [InlineData("a >= -b", "(a >= (-b))")]
    [InlineData("a > b", "(a > b)")]
    [InlineData("a != b", "(a != b)")]
    public void Parse_Symbols_BindAsInPython(string text, string expected) => Assert.Equal(expected, Parse(text));

    [Theory]
    [InlineData("x[0:2, ::-1]", "x[0:2:, ::-1]")]
    [InlineData("x[3]", "x[3]")]
    [InlineData("x[-1]", "x[-1]")]
    [InlineData("x[:]", "x[::]")]
    [InlineData("x[1:]", "x[1::]")]
    [InlineData("x[:-1]", "x[:-1:]")]
    [InlineData("x[1:9:2, 0]", "x[1:9:2, 0]")]
    [InlineData("x[0][1]", "x[0][1]")]
    [InlineData("sin(x)[0] ^ 2", "(sin(x)[0] ^ 2)")]
    public void Parse_Slices_AreRead(string text, string expected) => Assert.Equal(expected, Parse(text));

    [Theory]
    [InlineData("", 1, "expected a number, a name, '(', '[' or '-', but the line ends")]
    [InlineData("a +", 4, "expected a number, a name, '(', '[' or '-', but the line ends")]
    [InlineData("a + * b", 5, "expected a number, a name, '(', '[' or '-', but '*' came")]
    [InlineData("a b", 3, "expected an operator or the end of the line, but 'b' came")]
    [InlineData("(a + b", 7, "expected an operator or ')', but the line ends")]
    [InlineData("sum(a", 6, "expected an operator, ',' or ')', but the line ends")]
    [InlineData("sum(a b)", 7, "expected an operator, ',' or ')', but 'b' came")]
    [InlineData("sum(a,)", 7, "expected a number, a name, '(', '[' or '-', but ')' came")]
    [InlineData("[1, 2", 6, "expected an operator, ',' or ']', but the line ends")]
    [InlineData("x[", 3, "expected a whole number or ':', but the line ends")]
    [InlineData("x[a]", 3, "expected a whole number or ':', but 'a' came")]
    [InlineData("x[1.5]", 3, "expected a whole number or ':', but '1.5' came")]
    [InlineData("x[0 1]", 5, "expected ':', ',' or ']', but '1' came")]
    [InlineData("x[::0]", 5, "the step of a slice cannot be 0")]
    [InlineData("a < b < c", 7, "comparisons do not chain; write (a < b) * (b < c)")]
    [InlineData("a $ b", 3, "expected an operator or the end of the line, but '$' came")]
    [InlineData("😀", 1, "expected a number, a name, '(', '[' or '-', but '😀' came")]
    [InlineData("2x", 2, "a number cannot go on with 'x'")]
    [InlineData("1.2.3", 4, "a number cannot go on with '.'")]
    [InlineData("load(\"x", 6, "expected a closing '\"', but the line ends")]
    [InlineData("a = b", 3, "expected an operator or the end of the line, but '=' came")]
    [InlineData("a \"b\"", 3, "expected an operator or the end of the line, but \"b\" came")]
    public void Parse_Wrong_SaysWhereAndWhatWasExpected(string text, int column, string message)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Parse(text));

        Assert.Equal((new Position(1, column), message), (error.At, error.Message));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("f(", ")")]
    [InlineData("-", "")]
    [InlineData("2^", "")]
    public void Parse_NestedTooDeep_SaysSo(string open, string close)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Parse(Nested(100_000, open, close)));

        Assert.Contains("nested more than 500 deep", error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", Parse(Nested(400, open, close)));
    }

    [Fact]
    public void Parse_LongChain_IsNoNesting()
    {
        Expression chain = ScriptParser.ParseExpression(
            Source.FromText("expression", "a" + string.Concat(Enumerable.Repeat(" + a", 100_000))));

        int length = 0;
        for (Expression next = chain; next is BinaryExpression binary; next = binary.Left) length++;
        Assert.Equal(100_000, length);
    }

    [Fact]
    public void ParseExpression_TwoLines_SaysSo() =>
        Assert.Equal(new Position(2, 1), Assert.Throws<SyntaxException>(() => Parse("a +\nb")).At);

    [Fact]
    public void Position_OfABinary_IsItsSymbol() =>
        Assert.Equal(new Position(1, 7), ScriptParser.ParseExpression(Source.FromText("e", "(a*b) + c")).At);

    private static string Nested(int depth, string open, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));

    private static string Parse(string text) =>
        TreeText.Of(ScriptParser.ParseExpression(Source.FromText("expression", text)));
}
