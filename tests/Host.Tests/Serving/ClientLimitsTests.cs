using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Host.Tests.Serving;

/// <summary>
/// A limit of either side is told at once, by its name, and nothing else suffers: the clock of these clients never moves,
/// so that whatever waits to try again waits for ever.
/// </summary>
public sealed class ClientLimitsTests : IAsyncDisposable
{
    private readonly MemoryHome _home = new();
    private LinkServer _server = null!;
    private DataflowClient _client = null!;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Assign_ToAVariableWhoseNameFillsNoFrame_NamesTheSetting()
    {
        Context flow = await OpenAsync(new LinkOptions());
        LazyArray<double> small = flow.Variable<double>("small");
        LazyArray<double> large = flow.Variable<double>(new string('v', 20_000_000));
        await ThrowsAsync(() => large.AssignAsync(NdArray<double>.Scalar(1)), nameof(LinkOptions.MaxFrameBytes));
        await ThrowsAsync(() => (small + large).EvalAsync(), nameof(LinkOptions.MaxFrameBytes));
        await small.AssignAsync(NdArray<double>.Scalar(2)).WaitAsync(HostOutput.Patience);
        Assert.Equal(3, (await (small + 1).EvalAsync().WaitAsync(HostOutput.Patience)).ToScalar());
    }

    [Fact]
    public async Task Eval_OfManyNodesAtAMemberThatTakesSmallFrames_Works()
    {
        Context flow = await OpenAsync(new LinkOptions(), new LinkOptions { MaxFrameBytes = LinkOptions.LeastFrameBytes });
        LazyArray<double> x = flow.Variable<double>("x"), sum = x;
        for (int i = 0; i < 2_000; i++) sum = (sum + flow.Constant(NdArray<double>.Of(i, i))).Abs();
        await x.AssignAsync(NdArray<double>.Scalar(0)).WaitAsync(HostOutput.Patience);
        Assert.Equal(1_999_000, (await sum.EvalAsync().WaitAsync(HostOutput.Patience))[0]);
        LazyArray<double> named = flow.Variable<double>(new string('v', 5_000));
        await ThrowsAsync(() => named.AssignAsync(NdArray<double>.Scalar(1)), "limits:frameBytes), which is 4096");
    }

    [Fact]
    public async Task Assign_OfAnArrayThatTheMemberDoesNotTake_NamesTheSetting()
    {
        Context flow = await OpenAsync(new LinkOptions(), new LinkOptions { MaxArrayBytes = 1 << 10 });
        LazyArray<double> x = flow.Variable<double>("x");
        await ThrowsAsync(() => x.AssignAsync(Numbers(1_000)), "limits:arrayBytes");
        await x.AssignAsync(Numbers(100)).WaitAsync(HostOutput.Patience);
    }

    [Fact]
    public async Task Eval_OfAnArrayThatTheClientDoesNotTake_NamesTheSetting()
    {
        Context flow = await OpenAsync(new LinkOptions { MaxArrayBytes = 1 << 10 });
        LazyArray<double> x = flow.Variable<double>("x"), wide = x + flow.Constant(Numbers(100)).Reshape(100, 1);
        await x.AssignAsync(Numbers(100)).WaitAsync(HostOutput.Patience);
        await ThrowsAsync(() => wide.EvalAsync(), nameof(LinkOptions.MaxArrayBytes));
        Assert.Equal(99, (await x.EvalAsync().WaitAsync(HostOutput.Patience))[99]);
    }

    [Fact]
    public async Task Eval_OfMoreDefinitionsThanMayWait_NamesTheSetting()
    {
        Context flow = await OpenAsync(new LinkOptions { MaxQueuedBytes = 64 << 10 });
        LazyArray<double> x = flow.Variable<double>("x"), deep = x;
        for (int i = 0; i < 10_000; i++) deep += 1;
        await x.AssignAsync(NdArray<double>.Scalar(0)).WaitAsync(HostOutput.Patience);
        await ThrowsAsync(() => deep.EvalAsync(), nameof(LinkOptions.MaxQueuedBytes));
        Assert.Equal(1, (await (x + 1).EvalAsync().WaitAsync(HostOutput.Patience)).ToScalar());
    }

    [Fact]
    public async Task Connect_ToAMemberThatIsFull_NamesTheSetting()
    {
        await OpenAsync(new LinkOptions(), new LinkOptions { MaxConnections = 1 });
        var error = await Assert.ThrowsAsync<LimitException>(
            () => DataflowClient.ConnectAsync(_server.Address).WaitAsync(HostOutput.Patience));
        Assert.Contains(LimitNames.Connections, error.Message, StringComparison.Ordinal);
    }

    private static NdArray<double> Numbers(int count) =>
        NdArray<double>.From([.. Enumerable.Range(0, count).Select(i => (double)i)]);

    private static async Task ThrowsAsync(Func<Task> ask, string setting)
    {
        var error = await Assert.ThrowsAsync<LimitException>(() => ask().WaitAsync(HostOutput.Patience));
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    private async Task<Context> OpenAsync(LinkOptions near, LinkOptions? far = null)
    {
        _server = await LinkServer.StartAsync(
            new ServingOptions("tcp://127.0.0.1:0", "test", "home") { Links = far ?? new LinkOptions() },
            new Acceptor(_home), TimeProvider.System, NullLoggerFactory.Instance);
        _client = await DataflowClient.ConnectAsync(
            _server.Address, new ClientOptions { Links = near, Time = new HandTime() });
        return await _client.OpenGraphAsync("g");
    }

    private sealed class Acceptor(MemoryHome home) : ILinkAcceptor
    {
        public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
        {
            refusal = "";
            return home.Accept(link);
        }
    }
}
