namespace Dataflow.Processes;

/// <summary>A graph over several processes, when nothing is wrong.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Eval_NodesOnThreeMembers_EqualsThePlainFormula()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        DataflowClient client = await cluster.ConnectAsync("b", "a", "c");
        Context flow = await client.OpenGraphAsync("g");
        var formula = PlacedFormula.Build(flow, "a", "b", "c");

        foreach (double number in (double[])[0.25, -3, 1e-9])
        {
            NdArray<double> x = PlacedFormula.Numbers(number);
            await formula.X.AssignAsync(x);
            NdArray<double> value = await formula.Result.EvalAsync();
            Assert.Equal(PlacedFormula.Plain(x).ToArray(), value.ToArray());
        }

        Assert.Equal(["a", "b", "c"], formula.Placed.Select(node => flow.Report(node)[^1].Member));
    }
}
