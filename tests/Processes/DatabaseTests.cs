using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>Members whose table and store are in a database, which goes away for a while.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task Stop_LongerThanTheLease_NothingIsLostAndOneIsHome()
    {
        using PostgresServer database = new();
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            null, "--cluster:membership=postgres", "--store:kind=postgres",
            $"--postgres:connection={database.ConnectionString}");
        Context flow = await cluster.OpenAsync("g", "b", "a", "c");
        var formula = PlacedFormula.Build(flow, "a", "b", "c");
        LazyArray<double> x = flow.Variable<double>("number");
        await x.AssignAsync(NdArray<double>.Scalar(1));
        await formula.X.AssignAsync(PlacedFormula.Numbers(1));

        database.Stop();
        Task meanwhile = x.AssignAsync(NdArray<double>.Scalar(2));
        foreach (string name in cluster.Names) await cluster[name].LineAsync("stops serving as life ");
        Assert.False(meanwhile.IsCompletedSuccessfully, "it was acknowledged, and is not kept");
        database.Start();
        await KeptOrRefusedAsync(meanwhile);
        await x.AssignAsync(NdArray<double>.Scalar(2)).WaitAsync(HostOutput.Patience);

        Assert.Equal(2, (await x.EvalAsync()).ToScalar());
        NdArray<double> value = await formula.Result.EvalAsync();
        Assert.Equal(PlacedFormula.Plain(PlacedFormula.Numbers(1)).ToArray(), value.ToArray());
        Assert.Single(cluster.Names, name => IsHome(cluster[name]));
    }

    private static async Task KeptOrRefusedAsync(Task assigning)
    {
        try
        {
            await assigning.WaitAsync(HostOutput.Patience);
        }
        catch (DataflowException error)
        {
            Assert.Contains("it could not be kept", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>By what it has logged: it took the graph, and has not stopped serving since.</summary>
    private static bool IsHome(HostProcess member) =>
        member.Text.LastIndexOf("is home to graph ", StringComparison.Ordinal)
            > member.Text.LastIndexOf("stops serving as life ", StringComparison.Ordinal);
}
