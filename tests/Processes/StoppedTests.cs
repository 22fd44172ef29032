namespace Dataflow.Processes;

/// <summary>Members that are asked to stop while clients work: nobody notices but the operator.</summary>
public sealed class StoppedTests
{
    [Fact]
    public async Task Stop_AGuestThenTheHome_ClientsSeeNoError()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        await using var first = new Counter(await cluster.OpenAsync("g", "b", "a", "c"), "first");
        await using var second = new Counter(await cluster.OpenAsync("g", "a", "b", "c"), "second");
        await Task.WhenAll(first.MoreAsync(), second.MoreAsync());

        await cluster.StopAsync("c");
        await Task.WhenAll(first.MoreAsync(), second.MoreAsync());
        await cluster.StopAsync("b");
        await Task.WhenAll(first.MoreAsync(), second.MoreAsync());

        await cluster["a"].LineAsync("is home to graph ");
        int[] acknowledged = [await first.StopAsync(), await second.StopAsync()];
        Context flow = await cluster.OpenAsync("g", "a");
        Assert.Equal(acknowledged[0], flow.Variable<double>("first").Eval().ToScalar());
        Assert.Equal(acknowledged[1], flow.Variable<double>("second").Eval().ToScalar());
    }
}
