using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>What asking again does not change is told at once; the clock of these clients never moves.</summary>
public sealed class RefusedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly MemoryCluster _cluster = new();
    private readonly ClientOptions _options = MemoryCluster.Options with { Time = new HandTime() };

    [Fact]
    public async Task Open_OfADamagedGraph_SaysSo()
    {
        Refuse(ErrorKind.Damaged);
        var error = await Assert.ThrowsAsync<GraphDamagedException>(OpenAsync);
        Assert.Equal("why not", error.Message);
    }

    [Fact]
    public async Task Open_OfAGraphThatMayNotBeRead_SaysSo()
    {
        Refuse(ErrorKind.NoAccess);
        await Assert.ThrowsAsync<GraphAccessException>(OpenAsync);
    }

    [Fact]
    public async Task Open_BeyondALimit_SaysSo()
    {
        Refuse(ErrorKind.Limit);
        await Assert.ThrowsAsync<LimitException>(OpenAsync);
    }

    [Theory]
    [InlineData((int)ErrorKind.Limit)]
    [InlineData((int)ErrorKind.NoAccess)]
    public async Task Open_WhereAnotherMemberCan_GoesThere(int kind)
    {
        const string other = "tcp://other:4510";
        var home = new MemoryHome();
        _cluster.Network.Serve(other, home.Accept);
        Refuse((ErrorKind)kind);
        var client = new DataflowClient([MemoryCluster.Address, other], _cluster.Network, _options);
        Context flow = await client.OpenGraphAsync("g").WaitAsync(Patience);
        flow.Variable<double>("x").Assign(1);
        Assert.Equal(1, home.Graph.Count);
    }

    [Fact]
    public async Task Requests_WhenTheGraphIsDamagedMeanwhile_AreToldSo()
    {
        Context flow = await _cluster.NewClient(_options).OpenGraphAsync("g");
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(1);
        Refuse(ErrorKind.Damaged);
        _cluster.Network.Break("the home is gone");
        await Assert.ThrowsAsync<GraphDamagedException>(() => x.EvalAsync().WaitAsync(Patience));
        _cluster.Home.Refusal = null;
        Assert.Equal(1, (await x.EvalAsync().WaitAsync(Patience)).ToScalar());
    }

    /// <summary>Whoever wants a graph gone has what he wants; only the command wants to know.</summary>
    [Fact]
    public async Task DeleteGraph_ThatThereIsNot_IsDone()
    {
        Refuse(ErrorKind.Unknown);
        DataflowClient client = _cluster.NewClient(_options);
        await client.DeleteGraphAsync("g").WaitAsync(Patience);
        var unknown = await Assert.ThrowsAsync<Dataflow.Client.Sessions.UnknownGraphException>(
            () => client.DeleteKnownGraphAsync("g", CancellationToken.None).WaitAsync(Patience));
        Assert.Equal("why not", unknown.Message);
    }

    [Theory]
    [InlineData((int)ErrorKind.NoAccess, typeof(GraphAccessException))]
    [InlineData((int)ErrorKind.Failed, typeof(DataflowException))]
    public async Task DeleteGraph_ThatIsRefused_SaysWhy(int kind, Type expected)
    {
        Refuse((ErrorKind)kind);
        Task deletion = _cluster.NewClient(_options).DeleteGraphAsync("g").WaitAsync(Patience);
        Assert.Equal("why not", (await Assert.ThrowsAsync(expected, () => deletion)).Message);
    }

    private void Refuse(ErrorKind kind) =>
        _cluster.Home.Refusal = new GraphRefused { Name = "g", Kind = kind, Error = "why not" };

    private Task OpenAsync() => _cluster.NewClient(_options).OpenGraphAsync("g").WaitAsync(Patience);
}
