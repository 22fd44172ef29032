using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Tests.Scripts.Syntax;

public sealed class ScriptParserTests
{
    [Fact]
    public void ParseScript_EveryStatement_IsRead()
    {
        Source source = Source.FromText("all.flow", """
            # a comment, and a blank line

            a = variable
            b = variable [3, 4]   # with a shape
            s = variable []
            c = a * 2
            a := [1, 2]
            eval c, b
            print c
            save c "c.npy"
            trace c, a
            dot c "c.dot"
            dot c
            stats
            dot = c
            """);

        Assert.Equal(
            [
                "3 variable a any", "4 variable b [3,4]", "5 variable s []", "6 define c (a * 2)",
                "7 assign a [1, 2]", "8 eval c,b", "9 print c", "10 save c c.npy", "11 trace c,a", "12 dot c c.dot",
                "13 dot c ", "14 stats", "15 define dot c",
            ],
            ScriptParser.ParseScript(source).Select(Show));
    }

    [Theory]
    [InlineData("c = ", 1, 5, "expected a number, a name, '(', '[' or '-', but the line ends")]
    [InlineData("\n\tc = a +* b", 2, 9, "expected a number, a name, '(', '[' or '-', but '*' came")]
    [InlineData("3 = a", 1, 1, "expected a name or a statement, but '3' came")]
    [InlineData("c + a", 1, 3, "expected '=' or ':=' after the name 'c', but '+' came")]
    [InlineData("c", 1, 1, "expected a definition or one of eval, print, save, trace, dot or stats, but 'c' came")]
    [InlineData("show c", 1, 1,
        "expected a definition or one of eval, print, save, trace, dot or stats, but 'show' came")]
    [InlineData("eval", 1, 5, "expected a name, but the line ends")]
    [InlineData("eval a,", 1, 8, "expected a name, but the line ends")]
    [InlineData("eval a b", 1, 8, "expected the end of the line, but 'b' came")]
    [InlineData("eval a + b", 1, 8, "expected the end of the line, but '+' came")]
    [InlineData("save c", 1, 7, "expected a file in quotes, but the line ends")]
    [InlineData("save c c.npy", 1, 8, "expected a file in quotes, but 'c' came")]
    [InlineData("dot c d", 1, 7, "expected a file in quotes, but 'd' came")]
    [InlineData("stats c", 1, 7, "expected the end of the line, but 'c' came")]
    [InlineData("a = variable + 1", 1, 14, "expected a shape such as [3, 4] or the end of the line, but '+' came")]
    [InlineData("a = variable [3", 1, 16, "expected ',' or ']', but the line ends")]
    [InlineData("a = variable [3, x]", 1, 18, "expected the size of an axis, a whole number, but 'x' came")]
    [InlineData("a = variable [-3]", 1, 15, "expected the size of an axis, 0 or more, but '-' came")]
    [InlineData("a = variable [99999999999999999999]", 1, 15,
        "expected the size of an axis, a whole number, but '99999999999999999999' came")]
    [InlineData("true = a", 1, 1, "'true' is a word of the language and cannot be a name")]
    [InlineData("variable = a", 1, 1, "'variable' is a word of the language and cannot be a name")]
    [InlineData("a := 1 2", 1, 8, "expected an operator or the end of the line, but '2' came")]
    public void ParseScript_Wrong_SaysWhereAndWhatWasExpected(string text, int line, int column, string message)
    {
        SyntaxException error =
            Assert.Throws<SyntaxException>(() => ScriptParser.ParseScript(Source.FromText("wrong.flow", text)));

        Assert.Equal((new Position(line, column), message), (error.At, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment")]
    public void ParseScript_Nothing_IsNoStatement(string text) =>
        Assert.Empty(ScriptParser.ParseScript(Source.FromText("empty.flow", text)));

    [Fact]
    public void ParseScript_WindowsLineEnds_AreLineEnds() =>
        Assert.Equal(2, ScriptParser.ParseScript(Source.FromText("a.flow", "stats\r\nstats\r\n")).Count);

    private static string Show(Statement statement) => $"{statement.At.Line} " + statement switch
    {
        VariableStatement it => $"variable {it.Name} {(it.Shape is null ? "any" : $"[{string.Join(',', it.Shape)}]")}",
        DefineStatement it => $"define {it.Name} {TreeText.Of(it.Value)}",
        AssignStatement it => $"assign {it.Variable.Name} {TreeText.Of(it.Value)}",
        EvalStatement it => $"eval {Join(it.Names)}",
        PrintStatement it => $"print {string.Join(',', it.Items.Select(item => item.Text))}",
        SaveStatement it => $"save {Join(it.Names)} {it.Path}",
        TraceStatement it => $"trace {Join(it.Names)}",
        DotStatement it => $"dot {it.Name.Name} {it.Path}",
        StatsStatement => "stats",
        _ => throw new InvalidOperationException(statement.GetType().Name),
    };

    private static string Join(IEnumerable<NameUse> names) => string.Join(',', names.Select(name => name.Name));
}
