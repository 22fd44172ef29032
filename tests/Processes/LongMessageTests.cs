using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>A message that its home works on for longer than a client waits for a sign of life.</summary>
public sealed class LongMessageTests
{
    private const int Nodes = 1_000_000;

    [Fact]
    public async Task Eval_OfAMillionNodesAtABusyHome_IsAnsweredOverOneConnection()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(["a"]);
        cluster.Client = cluster.Client with { StallTimeout = new ClientOptions().StallTimeout };
        Context other = await cluster.OpenAsync("busy", "a");
        var busy = new LongFormula(other, "a", "a", "a");
        await busy.AssignAsync(seed: 1);
        Context flow = await cluster.OpenAsync("g", "a");
        LazyArray<double> x = flow.Variable<double>("x"), sum = x;
        for (int i = 1; i < Nodes; i++) sum += x;
        await x.AssignAsync(NdArray<double>.Scalar(1));

        Task<NdArray<double>> meanwhile = await busy.BeginAsync();
        NdArray<double> value = await sum.EvalAsync().WaitAsync(HostOutput.Patience);

        Assert.Equal(Nodes, value.ToScalar());
        await meanwhile.WaitAsync(HostOutput.Patience);
        Assert.DoesNotContain("no sign of life", cluster["a"].Text, StringComparison.Ordinal);
    }
}
