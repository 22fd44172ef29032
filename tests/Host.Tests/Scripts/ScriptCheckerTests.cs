using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Tests.Scripts;

public sealed class ScriptCheckerTests
{
    [Theory]
    [InlineData("c = b + 1", 1, 5, "there is no name 'b'")]
    [InlineData("alpha = variable\nc = 2 * alhpa", 2, 9, "there is no name 'alhpa'; did you mean 'alpha'?")]
    [InlineData("eval c", 1, 6, "there is no name 'c'")]
    [InlineData("a = 1\nprint a, c", 2, 10, "there is no name 'c'; did you mean 'a'?")]
    [InlineData("trace c", 1, 7, "there is no name 'c'")]
    [InlineData("save c \"c.npy\"", 1, 6, "there is no name 'c'")]
    [InlineData("dot c", 1, 5, "there is no name 'c'")]
    [InlineData("a := 1", 1, 1, "there is no name 'a'; declare it with: a = variable")]
    [InlineData("a = 1\na := 2", 2, 1, "'a' is no variable; only variables can be assigned")]
    [InlineData("a = variable\nb = variable\nc = a + 1\nb := c * 2", 4, 6,
        "what is assigned must be constant, but 'c' varies")]
    [InlineData("a = variable\na := a + 1", 2, 6, "what is assigned must be constant, but 'a' varies")]
    [InlineData("c = sine(1)", 1, 5, "there is no operator 'sine'; did you mean 'sin'")]
    [InlineData("c = sum()", 1, 5, "sum misses its operand 'x': sum(x, axis: [], keep_dims: false)")]
    [InlineData("c = sin(1, 2)", 1, 12, "sin takes at most 1: x")]
    [InlineData("c = sum([1], axes: 0)", 1, 14, "sum takes no 'axes', but x, axis, keep_dims; did you mean 'axis'?")]
    [InlineData("c = sum([1], axis: 0.5)", 1, 20, "'axis' should be a whole number that is written out")]
    [InlineData("c = sum([1], axis: sum([1]))", 1, 20, "'axis' should be a whole number that is written out")]
    [InlineData("c = sum([1], keep_dims: 1)", 1, 25, "'keep_dims' should be true or false")]
    [InlineData("c = sum([1], axis: 0, axis: 0)", 1, 23, "sum is given 'axis' twice")]
    [InlineData("c = sum(x: [1], 0)", 1, 17, "what is given by place stands before what is given by name")]
    [InlineData("c = [1, sin(2)]", 1, 9, "a list holds numbers that are written out, or lists of them")]
    [InlineData("c = [[1, 2], [3]]", 1, 14, "this list holds 1, but the first 2")]
    [InlineData("c = [[1], 2]", 1, 11, "expected a list here, as the first one of this list is")]
    [InlineData("c = [1, [2]]", 1, 9, "a list holds numbers that are written out, or lists of them")]
    [InlineData("c = \"text\"", 1, 5, "only load takes a text")]
    [InlineData("c = true + 1", 1, 5, "only an argument can be true or false")]
    [InlineData("c = load(3)", 1, 10, "load takes a file in quotes: load(\"x.npy\")")]
    [InlineData("c = load()", 1, 5, "load misses its file: load(\"x.npy\")")]
    [InlineData("c = load(\"x.txt\")", 1, 10, "load reads .npy, .npz and .csv files")]
    [InlineData("c = load(\"x.csv\", columns: [3])", 1, 28,
        "'columns' should be [first, end], where end is the first left out")]
    [InlineData("c = load(\"x.csv\", columns: [3, 3])", 1, 28,
        "'columns' should be [first, end], where end is the first left out")]
    [InlineData("c = load(\"x.npy\", columns: [0, 3])", 1, 28, "only a .csv file has columns")]
    [InlineData("c = 1\nsave c \"c.txt\"", 2, 1, "save writes .npy, .npz and .csv files")]
    [InlineData("c = 1\nd = 2\nsave c, d \"c.npy\"", 3, 9, "only a .npz file takes several values")]
    [InlineData("c = 1\nsave c, c \"c.npz\"", 2, 9, "'c' is saved twice")]
    [InlineData("c = load(\"x.csv\", name: \"a\")", 1, 25, "only a .npz file has names of arrays")]
    [InlineData("c = load(\"x.npz\", 3)", 1, 19, "'name' should be a text: load(\"x.npz\", \"weights\")")]
    [InlineData("c = load(\"x.csv\", decimal: \",\")", 1, 5, "both delimiter and decimal are ','")]
    [InlineData("c = load(\"x.csv\", header: 1)", 1, 27, "'header' should be true, false or auto")]
    [InlineData("c = load(\"x.csv\", header: a + 1)", 1, 29, "'header' should be a word, or a text in quotes")]
    [InlineData("print sum(c)", 1, 11, "there is no name 'c'")]
    public void Check_Wrong_SaysWhereAndWhat(string text, int line, int column, string message)
    {
        IReadOnlyList<Statement> statements = ScriptParser.ParseScript(Source.FromText("wrong.flow", text));

        SyntaxException error = Assert.Throws<SyntaxException>(() => ScriptChecker.Check(statements));

        Assert.Equal(new Position(line, column), error.At);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LongChain_NeedsNoStack() => ScriptChecker.Check(ScriptParser.ParseScript(
        Source.FromText("chain.flow", "a = variable\nb = a" + string.Concat(Enumerable.Repeat(" + a", 100_000)))));
}
