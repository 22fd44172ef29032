using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>A member that is stopped for longer than its lease: the others go on, and it begins anew.</summary>
public sealed class PausedTests
{
    [Theory]
    [InlineData("c")] // a guest
    [InlineData("b")] // the home
    public async Task Pause_LongerThanTheLease_OthersGoOnAndItJoinsAnew(string paused)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        Context flow = await cluster.OpenAsync("g", "b", "a", "c");
        var formula = PlacedFormula.Build(flow, "a", "b", "c");
        await AssertAsync(formula, 1);

        cluster[paused].Pause();
        await AssertAsync(formula, 2);
        await cluster["a"].LineAsync($"{paused} down");
        await AssertAsync(formula, 3);

        cluster[paused].Resume();
        await cluster[paused].LineAsync("stops serving as life ");
        await cluster[paused].LineAsync("joined as life ");
        await cluster["a"].LineAsync($"{paused} up");
        await AssertAsync(formula, 4);
    }

    private static async Task AssertAsync(PlacedFormula formula, double scale)
    {
        NdArray<double> x = PlacedFormula.Numbers(scale);
        await formula.X.AssignAsync(x).WaitAsync(HostOutput.Patience);
        NdArray<double> value = await formula.Result.EvalAsync().WaitAsync(HostOutput.Patience);
        Assert.Equal(PlacedFormula.Plain(x).ToArray(), value.ToArray());
    }
}
