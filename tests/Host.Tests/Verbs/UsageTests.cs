namespace Dataflow.Host.Tests.Verbs;

public sealed class UsageTests
{
    [Fact]
    public async Task Run_NoVerb_IsWrongUsage()
    {
        HostSession.Answer answer = await HostSession.RunAsync();

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains("see: dataflow --help", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>What shells ask for to complete a line.</summary>
    [Theory]
    [InlineData("[suggest]", "", "cluster eval graphs host inspect members run")]
    [InlineData("[suggest:11]", "dataflow cl", "cluster")]
    [InlineData("[suggest:23]", "dataflow eval --format ", "json text")]
    public async Task Run_Suggest_CompletesTheLine(string directive, string line, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync(directive, line);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        IEnumerable<string> words = answer.Out.Split('\n').Where(word => word is not ("" or ['-' or '/', ..]));
        Assert.Equal(expected, string.Join(' ', words.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("evil", "1")]
    [InlineData("eval")]
    [InlineData("eval", "1", "2")]
    [InlineData("eval", "1", "--type", "f16")]
    [InlineData("eval", "1", "--format", "xml")]
    [InlineData("eval", "1", "--unknown")]
    [InlineData("eval", "1", "--out", "x.txt")]
    [InlineData("cluster", "--members", "0")]
    [InlineData("cluster", "--members", "65")]
    [InlineData("cluster", "--port", "65500")]
    [InlineData("cluster", "--store", "none", "--data", "x")]
    [InlineData("cluster", "--member:nmae=x")]
    [InlineData("host", "--config", "there_is_no.json")]
    [InlineData("host", "--member:name")]
    [InlineData("members")]
    [InlineData("members", "--at", "127.0.0.1:4510")]
    [InlineData("inspect", "--at", "tcp://127.0.0.1:4510")]
    [InlineData("run")]
    [InlineData("run", "there_is_no_such_file.flow")]
    public async Task Run_WrongCommandLine_IsWrongUsage(params string[] args)
    {
        HostSession.Answer answer = await HostSession.RunAsync(args);

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.StartsWith("error: ", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("eval", "--help")]
    [InlineData("run", "--help")]
    [InlineData("host", "--help")]
    [InlineData("cluster", "--help")]
    [InlineData("inspect", "--help")]
    public async Task Run_Help_IsShown(params string[] args)
    {
        HostSession.Answer answer = await HostSession.RunAsync(args);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("Usage:", answer.Out, StringComparison.Ordinal);
    }
}
