using System.Globalization;
using Dataflow.Host.LocalCluster;
using Dataflow.Host.Members;
using Dataflow.Host.Output;
using Dataflow.Host.Queries;
using Dataflow.Host.Tests.Queries;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Host.Tests.Output;

/// <summary>Names from outside do nothing on a terminal and make no lines of their own in a log.</summary>
public sealed class VisibleOutputTests : IDisposable
{
    private const string Evil = "\u001b[2J\u009b31m\nforged \u202eline";
    private const string Shown = "\\u001b[2J\\u009b31m\\nforged \\u202eline";

    private readonly StringWriter _output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly StringWriter _errors = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Write_OfTables_ShowsNames()
    {
        ReportTables.Write(_output, new GraphsReport(Evil, 1, [new GraphEntry(Evil, Evil, Evil)]));
        AssertVisible(_output.ToString(), times: 4, lines: 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WriteError_OfAMessage_IsOneLine(bool isTerminal)
    {
        new HostConsole(_output, _errors, TimeProvider.System, isTerminal).WriteError($"graph '{Evil}' is odd");
        Assert.EndsWith($"graph '{Shown}' is odd\n", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _errors.ToString().Count(letter => letter == '\n'));
    }

    [Fact]
    public void Write_OfAnEvent_IsOneVisibleLine()
    {
        var formatter = new LineFormatter(new ManualTime());
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Test", new EventId(7), Evil, new IOException(Evil), (state, _) => $"{state} happened");
        formatter.Write(entry, null, _output);
        AssertVisible(_output.ToString(), times: 2, lines: 1);
        Assert.Contains("warn: Test[7] ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Relay_OfAMembersLine_IsVisible()
    {
        var console = new HostConsole(_output, _errors, TimeProvider.System, IsTerminal: false);
        new ClusterOutput(console).Relay("m1", "\u001b[31mred");
        Assert.Equal("m1 | \\u001b[31mred\n", _errors.ToString());
    }

    [Fact]
    public async Task Run_OfAScriptWithControlCharacters_ShowsThemAndPointsToThePlace()
    {
        using HostSession session = new();
        HostSession.Answer answer = await session.RunScriptAsync("x = \u001b[31m + 1\n");
        string[] lines = answer.Error.Split('\n');
        Assert.DoesNotContain(answer.Error, letter => letter == '\u001b');
        Assert.Equal("  x = \\u001b[31m + 1", lines[1]);
        Assert.Equal(lines[1].IndexOf('m', StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal)); // 31m is no number
    }

    [Fact]
    public async Task Eval_OfAFileWithAnOddName_ShowsIt()
    {
        HostSession.Answer answer = await HostSession.RunAsync("run", Evil);
        Assert.Equal($"error: there is no file '{Shown}'\n", answer.Error);
    }

    [Fact]
    public async Task Graphs_AsJson_StaysJsonAndNothingElseGetsThrough()
    {
        const string json = """{"epoch":1,"answeredBy":"a","graphs":[{"name":"\u001b[2J","home":"a","address":"b"}]}""";
        await using (AnsweringMember member = await AnsweringMember.StartAsync(_ => Report(json)))
            Assert.Equal(json + "\n", (await AskAsync(member)).Out.Replace("\\u001B", "\\u001b", StringComparison.Ordinal));
        await using (AnsweringMember member = await AnsweringMember.StartAsync(_ => Report("\u001b[2J")))
        {
            HostSession.Answer answer = await AskAsync(member);
            Assert.Equal((1, ""), (answer.Code, answer.Out));
            Assert.DoesNotContain(answer.Error, letter => letter == '\u001b');
        }
    }

    [Fact]
    public void ToTrace_OfANodeWithAnOddName_ShowsIt()
    {
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>(Evil), y = x + 1;
        AssertVisible(flow.ToTrace(y), times: 1, lines: 2);
        Assert.DoesNotContain(flow.ToDot(y), letter => letter is '\u001b' or '\u202e');
        string message = Assert.Throws<UnassignedVariableException>(() => y.Eval()).Message;
        Assert.Contains(Shown, message, StringComparison.Ordinal);
    }

    private static Post Report(string json) => new() { Report = new Report { Json = json } };

    private static Task<HostSession.Answer> AskAsync(AnsweringMember member) => HostSession.RunAsync(
        "graphs", "--at", member.Address, "--cluster", "test", "--token", "secret", "--format", "json");

    private static void AssertVisible(string text, int times, int lines)
    {
        Assert.DoesNotContain(text, letter => letter is '\u001b' or '\u009b' or '\u202e');
        Assert.Equal(times, text.Split(Shown).Length - 1);
        Assert.Equal(lines, text.TrimEnd('\n').Split('\n').Length);
    }
}
