namespace Dataflow.Host.Tests.Verbs;

public sealed class EvalVerbTests : IDisposable
{
    private readonly HostSession _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("2 + 3 * 4", "14")]
    [InlineData("-2^2", "-4")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("[1, 2] * 2", "[2, 4]")]
    [InlineData("[[1, 2], [3, 4]]", "[[1, 2],\n [3, 4]]")]
    [InlineData("sum([[1, 2], [3, 4]], axis: 0)", "[4, 6]")]
    [InlineData("sum([[1, 2], [3, 4]], axis: [1], keep_dims: true)", "[[3],\n [7]]")]
    [InlineData("sum([[1, 2], [3, 4]], -1)", "[3, 7]")]
    [InlineData("[1, 2, 3] >= 2", "[0, 1, 1]")]
    [InlineData("[1, 2, 3] != 2", "[1, 0, 1]")]
    [InlineData("[[1, 2], [3, 4]][0, ::-1]", "[2, 1]")]
    [InlineData("[1, 2, 3][-1]", "3")]
    [InlineData("dot([1, 2], [3, 4])", "11")]
    [InlineData("full([2], 0.5)", "[0.5, 0.5]")]
    [InlineData("sequential([3], start: 1, step: 2)", "[1, 3, 5]")]
    [InlineData("neg([1, -2])", "[-1, 2]")]
    [InlineData("-[1, -2]", "[-1, 2]")]
    [InlineData("log(-1)", "NaN")]
    [InlineData("2^-1", "0.5")]
    public async Task Eval_OfConstants_PrintsTheValue(string expression, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);

        Assert.Equal(new HostSession.Answer(0, expected + "\n", ""), answer);
    }

    [Theory]
    [InlineData("f64", "0.30000000000000004")]
    [InlineData("f32", "0.3")]
    public async Task Eval_Type_IsThePrecision(string type, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "0.1 + x", "--let", "x=0.2", "--type", type);

        Assert.Equal(new HostSession.Answer(0, expected + "\n", ""), answer);
    }

    [Fact]
    public async Task Eval_Json_IsOneLine()
    {
        HostSession.Answer answer =
            await HostSession.RunAsync("eval", "[[1, 2], [3, 4]] / 0 * [0, 1]", "--format", "json");

        Assert.Equal("{\"shape\":[2,2],\"values\":[\"NaN\",\"Infinity\",\"NaN\",\"Infinity\"]}\n", answer.Out);
    }

    [Fact]
    public async Task Eval_Files_AreRead()
    {
        NpyFile.Write(_host.PathOf("a.npy"), NdArray<float>.Of(1, 2));
        string csv = _host.Write("b.csv", "first,second\n10,20\n30,40\n");

        HostSession.Answer answer = await HostSession.RunAsync(
            "eval", "a + b", "--let", $"a={_host.PathOf("a.npy")}", $"b={csv}", "--format", "json");

        Assert.Equal(new HostSession.Answer(0, "{\"shape\":[2,2],\"values\":[11,22,31,42]}\n", ""), answer);
    }

    [Fact]
    public async Task Eval_Out_SavesTheValueToo()
    {
        HostSession.Answer answer =
            await HostSession.RunAsync("eval", "[1, 2] / 4", "--out", _host.PathOf("c.npy"), "--type", "f32");

        Assert.Equal(new HostSession.Answer(0, "[0.25, 0.5]\n", ""), answer);
        Assert.Equal([0.25f, 0.5f], Assert.IsType<NdArray<float>>(NpyFile.Read(_host.PathOf("c.npy"))).ToArray());
    }

    [Theory]
    [InlineData("x", "there is no '='")]
    [InlineData("=1", "is no name")]
    [InlineData("1x=1", "is no name")]
    [InlineData("a b=1", "is no name")]
    [InlineData("true=1", "is no name")]
    [InlineData("x=", "expected a number, a .npy, .npz or .csv file, or load(\"FILE\")")]
    [InlineData("x=one", "expected a number, a .npy, .npz or .csv file, or load(\"FILE\")")]
    [InlineData("x=there_is_no_such.npy", "there is no file")]
    public async Task Eval_WrongLet_IsWrongUsage(string let, string message)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "1", "--let", let);

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("error: --let " + let, answer.Error, StringComparison.Ordinal);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_LetTwice_IsWrongUsage()
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "x", "--let", "x=1", "--let", "x=2");

        Assert.Equal(new HostSession.Answer(2, "", "error: --let gives 'x' twice\n"), answer);
    }

    [Theory]
    [InlineData("x +", "EXPR:1:4: expected a number, a name, '(', '[' or '-', but the line ends\n  x +\n     ^")]
    [InlineData("x + y", "EXPR:1:5: there is no name 'y'; did you mean 'x'?\n  x + y\n      ^")]
    [InlineData("sim(x)", "EXPR:1:1: there is no operator 'sim'; did you mean 'sin'")]
    public async Task Eval_WrongExpression_ShowsWhere(string expression, string message)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression, "--let", "x=1");

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("error: " + message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_ShapesThatDoNotFit_Fail()
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "1 + [1, 2] * [1, 2, 3]");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("error: EXPR:1:12: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("[2]", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_CutNpy_Fails()
    {
        NpyFile.Write(_host.PathOf("a.npy"), NdArray<double>.Of(1, 2, 3));
        byte[] whole = await File.ReadAllBytesAsync(_host.PathOf("a.npy"));
        await File.WriteAllBytesAsync(_host.PathOf("cut.npy"), whole[..^5]);

        HostSession.Answer answer = await HostSession.RunAsync("eval", "a", "--let", $"a={_host.PathOf("cut.npy")}");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("error: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OutToNoFolder_Fails()
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", "1", "--out", _host.PathOf("none/c.npy"));

        Assert.Equal(1, answer.Code);
    }
}
