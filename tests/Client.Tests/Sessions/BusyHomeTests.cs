using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>A home that works long on what a client sent is waited for; one that hangs is left.</summary>
public sealed class BusyHomeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly HandTime _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly MemoryHome _home;
    private readonly ManualResetEventSlim _gate = new();
    private readonly TaskCompletionSource _atWork = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _heard = new(0);
    private readonly ClientOptions _options;

    public BusyHomeTests()
    {
        _home = new MemoryHome { Time = _time };
        _network.Serve(MemoryCluster.Address, _home.Accept);
        _options = MemoryCluster.Options with { Time = _time };
    }

    [Fact]
    public async Task Eval_WhileTheHomeWorksOnWhatWasSent_Waits()
    {
        Task<NdArray<double>> evaluation = await BeginAsync();
        _home.LookAlive();
        for (int i = 0; i < 20; i++)
        {
            while (await _heard.WaitAsync(TimeSpan.Zero))
            {
            }

            _home.LookAlive();
            Assert.True(await _heard.WaitAsync(Patience), "the home gave no sign of life");
            _time.Advance(_options.StallTimeout / 2);
        }

        Assert.Equal(1, _network.Connections);
        _gate.Set();
        Assert.Equal(2, (await evaluation.WaitAsync(Patience)).ToScalar());
    }

    [Fact]
    public async Task Eval_WhenTheHomeHangs_LooksForTheGraphElsewhere()
    {
        Task<NdArray<double>> evaluation = await BeginAsync();
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _network.Serve(MemoryCluster.Address, link =>
        {
            again.TrySetResult();
            return _home.Accept(link);
        });
        _home.LookAlive();
        _time.Advance(SignsOfLife.Bound + _options.StallTimeout);
        for (int i = 0; i < 4; i++)
        {
            _home.LookAlive();
            _time.Advance(_options.StallTimeout);
        }

        await Task.WhenAny(again.Task, AdvanceAsync(again.Task)).WaitAsync(Patience);
        await again.Task.WaitAsync(Patience);
        _gate.Set();
        Assert.Equal(2, (await evaluation.WaitAsync(Patience)).ToScalar());
    }

    /// <summary>The delay until the next try is by the same clock.</summary>
    private async Task AdvanceAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            _time.Advance(_options.MaxRetryDelay);
            await Task.Yield();
        }
    }

    /// <summary>An evaluation whose home is in the middle of reading it.</summary>
    private async Task<Task<NdArray<double>>> BeginAsync()
    {
        var client = new DataflowClient([MemoryCluster.Address], new HeardLinks(_network, _heard), _options);
        Context flow = await client.OpenGraphAsync("g");
        LazyArray<double> x = flow.Variable<double>("x"), next = x + 1;
        x.Assign(1);
        _home.Keeps = message =>
        {
            if (message is not EvalRequest || _gate.IsSet) return false;
            _atWork.TrySetResult();
            _gate.Wait(Patience);
            return false;
        };
        Task<NdArray<double>> evaluation = next.EvalAsync();
        await _atWork.Task.WaitAsync(Patience);
        return evaluation;
    }

    /// <summary>Tells of everything that a client hears.</summary>
    private sealed class HeardLinks(ILinkFactory links, SemaphoreSlim heard) : ILinkFactory
    {
        public Task<ILink> ConnectAsync(string address, ILinkReader reader, CancellationToken cancellation) =>
            links.ConnectAsync(address, new Reader(reader, heard), cancellation);

        private sealed class Reader(ILinkReader reader, SemaphoreSlim heard) : ILinkReader
        {
            public void Received(ILink link, IReadOnlyList<Letter> letters)
            {
                reader.Received(link, letters);
                heard.Release();
            }

            public void Closed(ILink link, string reason) => reader.Closed(link, reason);
        }
    }
}
