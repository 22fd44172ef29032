using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>What a client lets go of leaves the graph at its home; what has a name stays.</summary>
public sealed class ForgettingTests
{
    private readonly MemoryCluster _cluster = new();

    private string[] Nodes => [.. _cluster.Home.Graph.Nodes.Select(node => node.Name)];

    [Fact]
    public void Dispose_OfAHandle_TakesTheNodeOutAtTheHome()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), exp = x.Exp(), sum = exp.Sum();
        x.Assign(NdArray<double>.Of(0, 0));
        Assert.Equal(2, sum.Eval().ToScalar());
        Assert.Equal(["x", "exp", "sum"], Nodes);
        exp.Dispose();
        sum.Dispose();
        Assert.Equal([0, 0], x.Eval().ToArray());
        Assert.Equal(["x"], Nodes);
    }

    [Fact]
    public void Formulas_WhoseNumbersAreUsedAgain_AreThemselves()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(3);
        for (int i = 0; i < 200; i++)
        {
            using LazyArray<double> number = flow.Constant<double>(i + 1000), product = x * number;
            Assert.Equal(3 * (i + 1000), product.Eval().ToScalar());
        }

        Assert.InRange(flow.Session.Graph.End, 1, 50);
    }

    /// <summary>
    /// 1 an evaluation fails, so that all is to be told anew · 2 a node that was told is dropped · 3 another one gets
    /// its number · 4 the home does not take it for the one before
    /// </summary>
    [Fact]
    public void Formulas_AfterAFailure_AreNotTakenForEarlierOnes()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), nobody;
        x.Assign(3);
        LazyArray<double> negated = -x;
        Assert.Equal(-3, negated.Eval().ToScalar());
        using (flow.On("nobody"))
        {
            nobody = x.Sqrt();
        }

        Assert.Throws<DataflowException>(() => nobody.Eval());
        int number = negated.Id;
        negated.Dispose();
        LazyArray<double> squared = x.Sqr();
        Assert.Equal(number, squared.Id);
        Assert.Equal(9, squared.Eval().ToScalar());
    }

    [Fact]
    public void UnnamedVariable_AfterABrokenLink_KeepsItsValue()
    {
        Context flow = _cluster.Open();
        LazyArray<double> own = flow.Variable<double>(), twice = own + own;
        own.Assign(4);
        _cluster.Network.Break("a cable was cut");
        Until(() => _cluster.Home.SilentClients.Count == 1);
        Assert.Equal(8, twice.Eval().ToScalar());
        PassSessionTime();
        Assert.Equal(8, twice.Eval().ToScalar());
        Assert.Equal(4, own.Eval().ToScalar());
    }

    [Fact]
    public void UnnamedVariable_OfAClientThatWasSilentForTooLong_IsLostAndSaysSo()
    {
        Context flow = _cluster.Open();
        LazyArray<double> own = flow.Variable<double>(), named = flow.Variable<double>("named"), twice = own + own;
        own.Assign(4);
        named.Assign(5);
        _cluster.Network.Stop(MemoryCluster.Address);
        _cluster.Network.Break("a cable was cut");
        Until(() => _cluster.Home.SilentClients.Count == 1);
        PassSessionTime();
        _cluster.Network.Serve(MemoryCluster.Address, _cluster.Home.Accept);
        var error = Assert.Throws<DataflowException>(() => twice.Eval());
        Assert.Contains("limits:sessionSeconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(10, (named + named).Eval().ToScalar());
    }

    [Fact]
    public void Dispose_OfAContext_EndsItsSessionAtTheHome()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x"), own = flow.Variable<double>();
        own.Assign(1);
        x.Assign(1);
        Assert.Equal(2, (x + own).Eval().ToScalar());
        flow.Dispose();
        Until(() => Nodes.Length == 1 || _cluster.Home.SilentClients.Count > 0); // its last word may be lost
        PassSessionTime();
        Assert.Equal(["x"], Nodes);
    }

    [Fact]
    public void Publish_OfANode_GivesItToOtherClients()
    {
        Context flow = _cluster.Open(), other = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(NdArray<double>.Of(1, 2, 3));
        flow.Publish("risk", x.Sqr());
        flow.Publish("input", x);
        LazyArray<double> risk = other.Find<double>("risk"), total = risk.Sum();
        Assert.Equal(14, total.Eval().ToScalar());
        other.Find<double>("input").Assign(NdArray<double>.Of(1, 1, 1));
        Assert.Equal(3, total.Eval().ToScalar());
        Assert.Equal(risk.Id, other.Find<double>("risk").Id);
        _cluster.Network.Break("a cable was cut");
        Assert.Equal([1, 1, 1], risk.Eval().ToArray());
    }

    [Fact]
    public void Publish_UnderATakenName_SaysWhoseItIs()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x");
        flow.Publish("risk", x.Sqr());
        var taken = Assert.Throws<DataflowException>(() => flow.Publish("risk", x));
        Assert.Contains("'risk' is that of node", taken.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<DataflowException>(() => flow.Find<double>("rusk"));
        Assert.Contains("risk", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<DataflowException>(() => flow.Find<float>("risk"));
        flow.Unpublish("risk");
        Assert.Throws<DataflowException>(() => flow.Unpublish("risk"));
        flow.Publish("risk", x);
    }

    [Fact]
    public async Task DeleteGraph_OfAGraphThatIsOpen_TellsWhoHasIt()
    {
        Context flow = _cluster.Open();
        LazyArray<double> x = flow.Variable<double>("x");
        x.Assign(3);
        await using DataflowClient client = _cluster.NewClient();
        await client.DeleteGraphAsync("g");
        Assert.Contains("'g' was deleted", Assert.Throws<GraphDeletedException>(() => x.Eval()).Message,
            StringComparison.Ordinal);
        Assert.Throws<GraphDeletedException>(() => x.Assign(4));
    }

    private static void Until(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(isSo, TimeSpan.FromMinutes(1)));

    private void PassSessionTime()
    {
        ((HandTime)_cluster.Home.Time).Advance(_cluster.Home.SessionTime);
        _cluster.Home.SilentClients.LetGo();
    }
}
