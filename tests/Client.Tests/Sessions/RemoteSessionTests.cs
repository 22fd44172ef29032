using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>Several clients on one graph, and what only a graph of a cluster does.</summary>
public sealed class RemoteSessionTests
{
    private readonly MemoryCluster _cluster = new();

    [Fact]
    public void Variable_OfTheSameName_IsSharedByAllClients()
    {
        Context mine = _cluster.Open(), yours = _cluster.Open();
        LazyArray<double> x = mine.Variable<double>("x"), same = yours.Variable<double>("x");
        Assert.Equal(x.Id, mine.Variable<double>("x").Id);
        LazyArray<double> sum = same + 1;
        x.Assign(1);
        Assert.Equal(2, sum.Eval().ToScalar());
        same.Assign(NdArray<double>.Of(1, 2));
        Assert.Equal([1.0, 2.0], x.ToArray());
        Assert.Equal(3, _cluster.Home.Graph.Count);
    }

    [Fact]
    public void Variable_WithoutAName_IsOneClientsAlone()
    {
        Context mine = _cluster.Open(), yours = _cluster.Open();
        LazyArray<double> x = mine.Variable<double>(), y = yours.Variable<double>();
        x.Assign(1);
        Assert.Throws<NotValidException>(() => y.Value);
        y.Assign(2);
        Assert.Equal(1, x.ToScalar());
        Assert.NotEqual(x.Id, mine.Variable<double>().Id);
    }

    [Fact]
    public void Variable_AskedForInAnotherShape_SaysBothShapes()
    {
        _cluster.Open().Variable<double>("x", Shape.Of(2)).Assign(NdArray<double>.Of(1, 2));
        LazyArray<double> other = _cluster.Open().Variable<double>("x", Shape.Of(3));
        var error = Assert.Throws<DataflowException>(() => (other + 1).Eval());
        Assert.Contains("Float64 of shape [2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Float64 of shape [3]", error.Message, StringComparison.Ordinal);
        LazyArray<double> any = _cluster.Open().Variable<double>("x");
        Assert.Equal([1.0, 2.0], any.ToArray());
        var refused = Assert.Throws<DataflowException>(() => any.Assign(NdArray<double>.Of(1)));
        Assert.Contains("declared with shape [2]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_ThatFails_TellsTheClientsOwnNumbersAndTheWholePath()
    {
        _cluster.Open().Variable<double>("another").Assign(1);
        Context flow = _cluster.Open(), embedded = new();
        string Message(Context context)
        {
            LazyArray<double> x = context.Variable<double>("x"), y = context.Variable<double>("y");
            LazyArray<double> deep = x + y;
            for (int i = 0; i < 200; i++) deep = deep.Sin();
            x.Assign(NdArray<double>.Of(1, 2));
            y.Assign(NdArray<double>.Of(1, 2, 3));
            return Assert.Throws<EvaluationException>(() => deep.Eval()).Message;
        }

        Assert.Equal(Message(embedded), Message(flow));
        Assert.Throws<UnassignedVariableException>(() => flow.Variable<double>("z").Eval());
    }

    [Fact]
    public void Eval_OfAVeryDeepFormula_Works()
    {
        LazyArray<double> x = _cluster.Open().Variable<double>("x"), deep = x;
        for (int i = 0; i < 100_000; i++) deep += 1;
        x.Assign(1);
        Assert.Equal(100_001, deep.Eval().ToScalar());
    }

    [Fact]
    public void CutOff_OfANodeThatWasToldBefore_TakesEffect()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), y = flow.Variable<double>("y");
        LazyArray<double> sign = x.Signum(), after = sign * y;
        y.Assign(1);
        x.Assign(NdArray<double>.Of(1, 2));
        _ = after.Eval();
        sign.CutOff();
        x.Assign(NdArray<double>.Of(3, 4));
        _ = after.Eval();
        Assert.Equal(1, after.Context.Report(after)[^1].Runs);
    }

    [Fact]
    public async Task Requests_AfterTheConnectionBroke_FindTheSameNodes()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), sum = x + flow.Constant(NdArray<double>.Of(1, 2));
        x.Assign(1);
        _ = sum.Eval();
        int nodes = _cluster.Home.Graph.Count, connections = _cluster.Network.Connections;
        _cluster.Network.Break("somebody fell over the cable");
        Assert.Equal([2.0, 3.0], sum.ToArray());
        Assert.Equal(nodes, _cluster.Home.Graph.Count);
        Assert.Equal(connections + 1, _cluster.Network.Connections);
        await x.AssignAsync(NdArray<double>.Scalar(5));
        double[] later = (await sum.EvalAsync()).ToArray();
        Assert.Equal([6.0, 7.0], later);
    }

    [Fact]
    public async Task Requests_ToldToTryAgain_AreAskedAgain()
    {
        LazyArray<double> x = _cluster.Open().Variable<double>("x");
        _cluster.Home.RefuseNext(3);
        x.Assign(1);
        _cluster.Home.RefuseNext(3);
        Assert.Equal(1, (await x.EvalAsync()).ToScalar());
    }

    [Fact]
    public async Task Requests_ToldToTryAgainForTooLong_Fail()
    {
        ClientOptions hasty = MemoryCluster.Options with { GiveUpAfter = TimeSpan.FromMilliseconds(50) };
        LazyArray<double> x = _cluster.Open(hasty).Variable<double>("x");
        x.Assign(1);
        _cluster.Home.RefuseNext(int.MaxValue);
        var error = await Assert.ThrowsAsync<UnreachableException>(() => x.EvalAsync());
        Assert.Contains("ask again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_WhenTheGraphHasMoved_FollowIt()
    {
        var other = new MemoryHome();
        const string there = "tcp://other:4510";
        _cluster.Network.Serve(there, other.Accept);
        Context flow = _cluster.Open();
        flow.Variable<double>("x").Assign(1);
        _cluster.Home.Elsewhere = there;
        _cluster.Network.Break("the graph has moved");
        await flow.Variable<double>("x").AssignAsync(NdArray<double>.Scalar(2));
        Assert.Equal(1, other.Graph.Count);
    }

    [Fact]
    public async Task OpenGraph_SentInACircle_SaysSo()
    {
        _cluster.Home.Elsewhere = MemoryCluster.Address;
        ClientOptions hasty = MemoryCluster.Options with { GiveUpAfter = TimeSpan.FromMilliseconds(50) };
        var error = await Assert.ThrowsAsync<UnreachableException>(
            () => _cluster.NewClient(hasty).OpenGraphAsync("g"));
        Assert.Contains("sent on 8 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_WithoutAnyMember_FailAndSayWhyForEach()
    {
        ClientOptions hasty = MemoryCluster.Options with { GiveUpAfter = TimeSpan.FromMilliseconds(50) };
        var client = new DataflowClient(
            [MemoryCluster.Address, "tcp://b:1"], _cluster.Network, hasty);
        Context flow = await client.OpenGraphAsync("g");
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(1);
        _cluster.Network.Stop(MemoryCluster.Address);
        _cluster.Network.Break("the power failed");
        Task<NdArray<double>>[] asked = [x.EvalAsync(), x.EvalAsync()];
        foreach (Task<NdArray<double>> one in asked)
        {
            var error = await Assert.ThrowsAsync<UnreachableException>(() => one);
            Assert.Contains("nobody listens at tcp://home:4510", error.Message, StringComparison.Ordinal);
            Assert.Contains("nobody listens at tcp://b:1", error.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(ClientOptions.GiveUpAfter), error.Message, StringComparison.Ordinal);
        }

        _cluster.Network.Serve(MemoryCluster.Address, _cluster.Home.Accept);
        Assert.Equal(1, x.Eval().ToScalar());
    }

    [Fact]
    public async Task AssignAsync_BeyondTheRoom_KeepsTheOrder()
    {
        Context flow = _cluster.Open(MemoryCluster.Options with { RequestsInFlight = 2 });
        LazyArray<double> x = flow.Variable<double>("x");
        Task[] all = [.. Enumerable.Range(1, 500).Select(i => x.AssignAsync(NdArray<double>.Scalar(i)))];
        await Task.WhenAll(all);
        Assert.Equal(500, x.ToScalar());
    }

    [Fact]
    public async Task Dispose_OfTheClient_FailsWhatComesAfter()
    {
        DataflowClient client = _cluster.NewClient();
        Context flow = await client.OpenGraphAsync("g");
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(1);
        await client.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => x.Eval());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.OpenGraphAsync("g"));
    }

    [Fact]
    public async Task On_AMember_IsToldToTheHome()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), here = x + 1, there, gpu, spread;
        using (flow.On("b"))
        {
            there = x + 2;
            using (flow.OnRole("gpu")) gpu = x + 3;
            using (flow.Spread()) spread = x + 4;
        }

        LazyArray<double> after = x + 5;
        x.Assign(1);
        flow.Eval(here, there, gpu, spread, after);
        string[] asked =
        [
            .. Enumerable.Range(0, _cluster.Home.Graph.Count).Select(id => _cluster.Home.Graph[id])
                .Where(node => node.Name == "add")
                .Select(node => $"{_cluster.Home.Graph.WhereOf(node)}"),
        ];
        Assert.Equal(5, asked.Length);
        Assert.Single(asked, place => place.Contains("Member = b", StringComparison.Ordinal));
        Assert.Single(asked, place => place.Contains("Role = gpu", StringComparison.Ordinal));
        Assert.Single(asked, place => place.Contains("Rule = spread", StringComparison.Ordinal));
        Assert.Equal(2, asked.Count(place => place.Length == 0));
        using (flow.On("nobody"))
        {
            LazyArray<double> nowhere = x + 6;
            var error = Assert.Throws<DataflowException>(() => nowhere.Eval());
            Assert.Contains("there is no member 'nobody'", error.Message, StringComparison.Ordinal);
        }

        var refused = await Assert.ThrowsAsync<DataflowException>(() => flow.MoveAsync(here, "nobody"));
        Assert.Contains("there is no member 'nobody'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OfARefusedPlace_IsRightOnceItsMemberIsThere()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), nowhere;
        using (flow.On("nobody")) nowhere = x + 6;
        x.Assign(1);
        await Assert.ThrowsAsync<DataflowException>(() => nowhere.EvalAsync());

        _cluster.Home.Missing = null;

        Assert.Equal(7, (await nowhere.EvalAsync()).ToScalar());
    }

    [Fact]
    public async Task Move_InAnEmbeddedEngine_SaysWhatToDo()
    {
        var flow = new Context();
        LazyArray<double> x = flow.Variable<double>("x");
        using (flow.On("b")) Assert.NotNull(x + 1);
        var error = await Assert.ThrowsAsync<DataflowException>(() => flow.MoveAsync(x, "b"));
        Assert.Contains(nameof(DataflowClient), error.Message, StringComparison.Ordinal);
        x.Assign(1);
        Assert.Equal(2, (x + 1).Eval().ToScalar());
    }
}
