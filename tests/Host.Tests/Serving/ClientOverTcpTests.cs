using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Host.Tests.Serving;

/// <summary>The public client, over real connections.</summary>
public sealed class ClientOverTcpTests
{
    private const string Token = "open sesame";

    private readonly MemoryHome _home = new();

    [Fact]
    public async Task Client_OfAServedGraph_AssignsAndEvaluates()
    {
        await using LinkServer server = await ServeAsync();
        await using DataflowClient client = await DataflowClient.ConnectAsync(
            server.Address, new ClientOptions { Cluster = "test", Token = Token });
        Context flow = await client.OpenGraphAsync("g");
        LazyArray<double> x = flow.Variable<double>("x"), square = x * x, total = square.Sum();
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        x.Assign(numbers);
        Assert.Equal(numbers.Select(number => number * number), square.Eval().ToArray());
        await x.AssignAsync(NdArray<double>.Of(3, 4));
        Assert.Equal(25, (await total.EvalAsync()).ToScalar());
        Assert.Equal(1, flow.Report(total)[^1].Runs);
    }

    [Fact]
    public async Task Connect_WithAnotherToken_SaysWhyNot()
    {
        await using LinkServer server = await ServeAsync();
        var options = new ClientOptions
        {
            Cluster = "test", Token = "let me in", GiveUpAfter = TimeSpan.FromMilliseconds(100),
        };
        var error = await Assert.ThrowsAsync<UnreachableException>(
            () => DataflowClient.ConnectAsync(server.Address, options));
        Assert.Contains("refused the connection", error.Message, StringComparison.Ordinal);
        Assert.Contains("token", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp://a")]
    [InlineData("http://a:1")]
    public async Task Connect_ToWhatIsNoAddress_SaysWhatOneIs(string addresses)
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => DataflowClient.ConnectAsync(addresses));
        Assert.Contains("tcp://", error.Message, StringComparison.Ordinal);
    }

    private Task<LinkServer> ServeAsync() => LinkServer.StartAsync(
        new ServingOptions("tcp://127.0.0.1:0", "test", "home") { Token = Token },
        new Acceptor(_home), TimeProvider.System, NullLoggerFactory.Instance);

    private sealed class Acceptor(MemoryHome home) : ILinkAcceptor
    {
        public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
        {
            refusal = "";
            return home.Accept(link);
        }
    }
}
