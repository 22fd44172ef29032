namespace Dataflow.Host.Tests.Verbs;

/// <summary>Files and numbers as people have them, from the command line and from scripts.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly HostSession _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("inf", "Infinity")]
    [InlineData("-inf", "-Infinity")]
    [InlineData("+INF", "Infinity")]
    [InlineData("Infinity", "Infinity")]
    [InlineData("-infinity", "-Infinity")]
    [InlineData("nan", "NaN")]
    [InlineData("-NaN", "NaN")]
    [InlineData("1e400", "Infinity")]
    [InlineData("-.5e-1", "-0.05")]
    public async Task Eval_Let_TakesEveryNumber(string number, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "x", "--let", $"x={number}");

        Assert.Equal(new HostSession.Answer(0, expected + "\n", ""), answer);
    }

    [Theory]
    [InlineData("nan", "NaN")]
    [InlineData("-Inf", "-Infinity")]
    [InlineData("+inf", "Infinity")]
    [InlineData("INFINITY", "Infinity")]
    [InlineData("pi", "3.141592653589793")]
    [InlineData("e", "2.718281828459045")]
    [InlineData("2 * -e", "-5.43656365691809")]
    [InlineData("[nan, -inf, +pi]", "[NaN, -Infinity, 3.141592653589793]")]
    [InlineData("norm([3, -4], ord: inf)", "4")]
    [InlineData("full([2], nan)", "[NaN, NaN]")]
    [InlineData("-pi^2", "-9.869604401089358")]
    [InlineData("+2^2", "4")]
    public async Task Eval_Literals_AreNumbers(string expression, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);

        Assert.Equal(new HostSession.Answer(0, expected + "\n", ""), answer);
    }

    [Fact]
    public async Task Eval_NamesOfLiterals_AreNamesWhereTheyAreGiven()
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "[pi, 0] + e + pi", "--let", "e=1");

        Assert.Equal("[7.283185307179586, 4.141592653589793]\n", answer.Out);
    }

    [Fact]
    public async Task Run_NamesOfLiterals_AreNamesFromThenOn()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            a = e * 0 + inf
            e = variable
            e := 3
            nan = 1
            print a, e, nan, NaN
            """);

        Assert.Equal(new HostSession.Answer(0, "a = Infinity\ne = 3\nnan = 1\nNaN = NaN\n", ""), answer);
    }

    [Fact]
    public async Task Run_FloatsInScripts_AreRoundedOnce()
    {
        // By way of a double it would become the neighbour.
        HostSession.Answer answer = await _host.RunScriptAsync(
            "a = 1.00000017881393432617187499\nb = [1.00000017881393432617187499]\nprint a, b", "--type", "f32");

        Assert.Equal("a = 1.0000001\nb = [1.0000001]\n", answer.Out);
    }

    [Fact]
    public async Task Run_PrintOfExpressions_ShowsThemAsTheyAreWritten()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            n = variable
            n := [1, 2]
            print sum(n), n *  2 , n
            """);

        Assert.Equal(new HostSession.Answer(0, "sum(n) = 3\nn *  2 = [2, 4]\nn = [1, 2]\n", ""), answer);
    }

    [Fact]
    public async Task Run_Minus_ReadsTheScriptFromTheInput()
    {
        using StringReader input = new("x = nan\nprint x\ny = 1 +");
        HostSession.Answer wrong = await HostSession.RunWithInputAsync(input, "run", "-");
        using StringReader good = new("x = nan\nprint x");
        HostSession.Answer answer = await HostSession.RunWithInputAsync(good, "run", "-");

        Assert.Equal(2, wrong.Code);
        Assert.StartsWith("error: <stdin>:3:8: expected a number", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(new HostSession.Answer(0, "x = NaN\n", ""), answer);
    }

    [Fact]
    public async Task Eval_CsvFlags_AreForAllFiles()
    {
        string path = _host.Write("a.csv", "kept by hand\nprice;qty;note\n1,5;NA;% of all\n2,5;3;x\n");

        HostSession.Answer answer = await HostSession.RunAsync(
            "eval", "x", "--let", $"x={path}", "--delimiter", ";", "--decimal", ",", "--skip", "1", "--missing", "nan",
            "--header", "true", "--columns", "qty,price", "--comment", "%", "--format", "json");

        Assert.Equal(new HostSession.Answer(0, "{\"shape\":[2,2],\"values\":[\"NaN\",1.5,3,2.5]}\n", ""), answer);
    }

    [Theory]
    [InlineData("--delimiter", "ab", "--delimiter ab: 'delimiter' should be one character")]
    [InlineData("--decimal", ",", "both delimiter and decimal are ','")]
    [InlineData("--header", "yes", "'header' should be true, false or auto")]
    [InlineData("--skip", "-1", "'skip' should be a whole number of lines, 0 or more")]
    [InlineData("--missing", "zero", "'missing' should be error or nan")]
    [InlineData("--columns", "3,1", "'columns' should be [first, end], where end is the first left out, or names")]
    public async Task Eval_WrongCsvFlag_IsWrongUsage(string flag, string value, string message)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "1", flag, value);

        Assert.Equal(2, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load(\"{0}\", delimiter: \"\\t\", columns: [-1, 3])", "[[3],\n [6]]")]
    [InlineData("load(\"{0}\", [0, -1], delimiter: \"tab\", header: auto)", "[[1, 2],\n [4, 5]]")]
    [InlineData("load(\"{0}\", delimiter: \"\t\", columns: [\"c\", \"a\"])", "[[3, 1],\n [6, 4]]")]
    [InlineData("load(\"{0}\", delimiter: \"\\t\", header: false, skip: 2, missing: nan)", "[[4, 5, 6]]")]
    [InlineData("load(\"{0}\", delimiter: \"\\t\", skip: 2, missing: error, comment: \"#\")", "[[4, 5, 6]]")]
    public async Task Eval_LoadWithOptions_IsTheSameInLetAndExpression(string call, string expected)
    {
        call = call.Replace("{0}", _host.Write("a.csv", "a\tb\tc\n1\t2\t3\n4\t5\t6\n"), StringComparison.Ordinal);

        HostSession.Answer inside = await HostSession.RunAsync("eval", call);
        HostSession.Answer bound = await HostSession.RunAsync("eval", "x", "--let", $"x={call}");

        Assert.Equal(new HostSession.Answer(0, expected + "\n", ""), inside);
        Assert.Equal(inside, bound);
    }

    [Fact]
    public async Task Run_SaveAndLoad_OfEveryKindOfFile()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            a = variable
            a := [[1, 2], [3, nan]]
            b = a / 4
            save a, b "both.npz"
            save b "b.csv"
            save b "b.npz"
            print load("both.npz", "a") - load("both.npz", name: "b"), load("b.csv"), load("b.npz")
            """);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.EndsWith(
            "load(\"b.csv\") = [[0.25, 0.5],\n                 [0.75, NaN]]\n"
            + "load(\"b.npz\") = [[0.25, 0.5],\n                 [0.75, NaN]]\n", answer.Out, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], NpzFile.Names(_host.PathOf("both.npz")));
        Assert.Equal("0.25,0.5\n0.75,nan\n", await File.ReadAllTextAsync(_host.PathOf("b.csv")));
    }

    [Fact]
    public async Task Run_SaveInSinglePrecision_WritesF4()
    {
        HostSession.Answer answer = await _host.RunScriptAsync(
            "a = [1, 2]\nsave a \"a.npz\"\nsave a \"a.npy\"", "--type", "f32");

        Assert.Equal(0, answer.Code);
        Assert.IsType<NdArray<float>>(NpzFile.Read(_host.PathOf("a.npz"), "a"));
        Assert.IsType<NdArray<float>>(NpyFile.Read(_host.PathOf("a.npy")));
    }

    [Theory]
    [InlineData("a = [[[1]]]\nsave a \"a.csv\"", "a .csv file has rows and columns, but the array has shape [1, 1, 1]")]
    [InlineData("a = load(\"none.npz\", \"a\")", "none.npz")]
    public async Task Run_FileThatCannotBe_Fails(string script, string message)
    {
        HostSession.Answer answer = await _host.RunScriptAsync(script);

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OutOfCsv_IsWritten()
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "[1, 2] / 4", "--out", _host.PathOf("c.csv"));

        Assert.Equal(0, answer.Code);
        Assert.Equal("0.25\n0.5\n", await File.ReadAllTextAsync(_host.PathOf("c.csv")));
    }
}
