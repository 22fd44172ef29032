using System.Text.RegularExpressions;

namespace Dataflow.Host.Tests.Verbs;

public sealed partial class RunVerbTests : IDisposable
{
    private readonly HostSession _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_EveryStatement_DoesWhatItSays()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            # every statement
            a = variable
            b = variable [2]
            two = 1 + 1
            c = a * b + two
            a := two * 5
            b := [1, 2]
            eval c
            print c, a
            save c "c.npy"
            dot c "c.dot"
            trace c
            stats
            """);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches(@"^eval c: 1\.00 ms, \d+ nodes? ran, \d+ still valid\nc = \[12, 22\]\na = 10\n", answer.Out);
        Assert.Equal([12.0, 22.0], NpyFile.Read<double>(_host.PathOf("c.npy")).ToArray());
        Assert.StartsWith("digraph", await File.ReadAllTextAsync(_host.PathOf("c.dot")), StringComparison.Ordinal);
        Assert.Contains("node  name", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EvalAgain_RunsNothing()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            a = variable
            c = sum(exp(a)) + a
            a := [1, 2]
            eval c
            eval c
            """);

        (int Ran, int Valid)[] counts = Counts(answer.Out);
        Assert.True(counts[0].Ran > 0);
        Assert.Equal(0, counts[1].Ran);
        Assert.True(counts[1].Valid >= counts[0].Ran);
    }

    [Fact]
    public async Task Run_AfterAnAssignment_RunsOnlyWhatDependsOnIt()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("""
            a = variable
            b = variable
            left = sum(exp(a))
            c = left + b
            a := [1, 2]
            b := 1
            eval c, left
            b := 2
            eval c, left
            """);

        (int Ran, int Valid)[] counts = Counts(answer.Out);
        Assert.Equal(1, counts[1].Ran);
        Assert.True(counts[0].Ran > 1);
    }

    [Fact]
    public async Task Run_Single_IsThePrecision()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("c = 1 / [3]\nsave c \"c.npy\"", "--type", "f32");

        Assert.Equal(0, answer.Code);
        Assert.IsType<NdArray<float>>(NpyFile.Read(_host.PathOf("c.npy")));
    }

    [Fact]
    public async Task Run_Load_IsRelativeToTheScript()
    {
        _host.Write("m.csv", "a,b,c\n1,2,3\n4,5,6\n");
        NpyFile.Write(_host.PathOf("v.npy"), NdArray<double>.Of(10, 20));

        HostSession.Answer answer = await _host.RunScriptAsync("""
            m = variable
            m := load("m.csv", columns: [1, 3]) * 2
            c = m + load("v.npy")
            print c
            """);

        Assert.Equal(new HostSession.Answer(0, "c = [[14, 26],\n     [20, 32]]\n", ""), answer);
    }

    [Fact]
    public async Task Run_ANameAgain_IsWhatItWasGivenLast()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("c = 1\nc = c + 1\nc = c * 5\nprint c");

        Assert.Equal("c = 10\n", answer.Out);
    }

    [Fact]
    public async Task Run_Dot_ShowsTheScriptsNamesAndTheShapesOfWhatWasNotKept()
    {
        HostSession.Answer answer = await _host.RunScriptAsync(
            "a = variable\nroot = sqrt(abs(a))\ntotal = sum(root)\nsame = total\na := [1, 2, 3]\neval total\n"
            + "dot total");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("#1 a\\n[3]\\nvalid", answer.Out, StringComparison.Ordinal);
        Assert.Contains("#2 abs\\n[3]\\ninvalid", answer.Out, StringComparison.Ordinal);
        Assert.Contains("#3 root = sqrt\\n[3]\\ninvalid", answer.Out, StringComparison.Ordinal);
        Assert.Contains("#4 total, same = sum\\n[]\\nvalid", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SyntaxError_ShowsWhereAndRunsNothing()
    {
        HostSession.Answer answer = await _host.RunScriptAsync("c = 1\nprint c\nd = 2 +");

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Equal(
            $"error: {_host.PathOf("test.flow")}:3:8: expected a number, a name, '(', '[' or '-', but the line ends\n"
            + "  d = 2 +\n         ^\n",
            answer.Error);
    }

    [Theory]
    [InlineData("a = variable\nc = a + 1\neval c", 3, 6, "a")]
    [InlineData("a = variable [2]\na := [1, 2, 3]", 2, 1, "[3]")]
    [InlineData("a = variable [2]\nb = variable [3]\nc = 1 + a * b", 3, 11, "in 'c'")]
    [InlineData("c = load(\"none.npy\")", 1, 5, "none.npy")]
    [InlineData("a = variable\na := 1 + load(\"none.csv\")", 2, 10, "none.csv")]
    [InlineData("c = 1\nsave c \"none/c.npy\"", 2, 1, "none")]
    [InlineData("a = variable\nb = variable\nc = a + b\na := [1, 2]\nb := [1, 2, 3]\nprint c", 6, 7, "[3]")]
    [InlineData("a = variable\nc = exp(a) + [1, 2]\nd = sum(c)\na := [1, 2, 3]\nprint d", 5, 7,
        "evaluating d, in 'c': ")]
    public async Task Run_Failure_SaysWhere(string script, int line, int column, string about)
    {
        HostSession.Answer answer = await _host.RunScriptAsync(script);

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        string place = $"{_host.PathOf("test.flow")}:{line}:{column}";
        Assert.StartsWith($"error: {place}: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(about, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LongLine_NeedsNoStack()
    {
        HostSession.Answer answer = await _host.RunScriptAsync(
            "a = variable\nc = a" + string.Concat(Enumerable.Repeat(" + a", 20_000)) + "\na := 1\nprint c");

        Assert.Equal(new HostSession.Answer(0, "c = 20001\n", ""), answer);
    }

    internal static (int Ran, int Valid)[] Counts(string output) =>
    [
        .. Counted().Matches(output).Select(match => (int.Parse(match.Groups["ran"].ValueSpan, provider: null),
            int.Parse(match.Groups["valid"].ValueSpan, provider: null))),
    ];

    [GeneratedRegex(@"(?<ran>\d+) nodes? ran, (?<valid>\d+) still valid", RegexOptions.None, 1000)]
    private static partial Regex Counted();
}
