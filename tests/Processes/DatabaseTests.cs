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
        await meanwhile.WaitAsync(HostOutput.Patience);

        Assert.Equal(2, (await x.EvalAsync()).ToScalar());
        NdArray<double> value = await formula.Result.EvalAsync();
        Assert.Equal(PlacedFormula.Plain(PlacedFormula.Numbers(1)).ToArray(), value.ToArray());
        Assert.Single(cluster.Names, name => IsHome(cluster[name]));
    }

    [Fact]
    public async Task Stop_OfTheStoreAlone_AssignmentsWaitAndEvaluationsGoOn()
    {
        using PostgresServer database = new();
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            ["a"], "--store:kind=postgres", $"--postgres:connection={database.ConnectionString}");
        Context flow = await cluster.OpenAsync("g", "a");
        LazyArray<double> x = flow.Variable<double>("x"), next = x + 1;
        await x.AssignAsync(NdArray<double>.Scalar(1));

        database.Stop();
        Task[] meanwhile = [x.AssignAsync(NdArray<double>.Scalar(2)), x.AssignAsync(NdArray<double>.Scalar(3))];
        await cluster["a"].LineAsync("graph 'g' waits for its store");
        Assert.Equal(2, (await next.EvalAsync()).ToScalar());
        Assert.All(meanwhile, assigning => Assert.False(assigning.IsCompleted));
        database.Start();
        await Task.WhenAll(meanwhile).WaitAsync(HostOutput.Patience);

        Assert.Equal(4, (await next.EvalAsync()).ToScalar());
        await cluster.KillAsync("a");
        await cluster.StartMemberAsync("a");
        Assert.Equal(4, (await next.EvalAsync()).ToScalar());
    }

    [Fact]
    public async Task Stop_ForLongerThanGiveUpAfter_IsToldAsUnreachable()
    {
        using PostgresServer database = new();
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            ["a"], "--store:kind=postgres", $"--postgres:connection={database.ConnectionString}");
        cluster.Client = cluster.Client with { GiveUpAfter = ProcessCluster.Lease };
        LazyArray<double> x = (await cluster.OpenAsync("g", "a")).Variable<double>("x");
        await x.AssignAsync(NdArray<double>.Scalar(1));

        database.Stop();
        var error = await Assert.ThrowsAsync<UnreachableException>(() => x.AssignAsync(NdArray<double>.Scalar(2)));

        Assert.Contains("it could not be kept", error.Message, StringComparison.Ordinal);
        database.Start();
        Assert.Equal(1, (await x.EvalAsync()).ToScalar());
        await x.AssignAsync(NdArray<double>.Scalar(3));
        Assert.Equal(3, (await x.EvalAsync()).ToScalar());
    }

    /// <summary>By what it has logged: it took the graph, and has not stopped serving since.</summary>
    private static bool IsHome(HostProcess member) =>
        member.Text.LastIndexOf("is home to graph ", StringComparison.Ordinal)
            > member.Text.LastIndexOf("stops serving as life ", StringComparison.Ordinal);
}
