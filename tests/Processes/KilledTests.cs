namespace Dataflow.Processes;

/// <summary>`kill -9` of members at work: it costs time, and no answer.</summary>
public sealed class KilledTests
{
    /// <summary>Some leases, and the work once more, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("c")] // a guest
    [InlineData("b")] // the home
    public async Task Eval_AMemberIsKilledMeanwhile_IsRightAndSoon(string killed)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        Context flow = await cluster.OpenAsync("g", "b", "a", "c");
        var formula = new LongFormula(flow, "a", "b", "c");
        NdArray<double> plain = await formula.AssignAsync(seed: 1);

        Task<NdArray<double>> evaluation = await formula.BeginAsync();
        await cluster.KillAsync(killed);
        NdArray<double> value = await evaluation.WaitAsync(Bound);

        Assert.Equal(plain.ToArray(), value.ToArray());
    }

    [Fact]
    public async Task Assign_EachMemberIsKilledInTurn_KeepsWhatWasAcknowledged()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        await using var first = new Counter(await cluster.OpenAsync("g", "b", "a", "c"), "first");
        await using var second = new Counter(await cluster.OpenAsync("g", "c", "b", "a"), "second");

        foreach (string name in (string[])["c", "b", "a"])
        {
            await Task.WhenAll(first.MoreAsync(), second.MoreAsync());
            await cluster.KillAsync(name);
            await cluster.StartMemberAsync(name);
            await Task.WhenAll(first.MoreAsync(), second.MoreAsync());
        }

        int[] acknowledged = [await first.StopAsync(), await second.StopAsync()];
        Context flow = await cluster.OpenAsync("g", "a", "b", "c");
        Assert.Equal(acknowledged[0], flow.Variable<double>("first").Eval().ToScalar());
        Assert.Equal(acknowledged[1], flow.Variable<double>("second").Eval().ToScalar());
    }

    [Fact]
    public async Task Restart_EveryMemberWasKilled_EverythingAcknowledgedIsThere()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync();
        string[] members = ["a", "b", "c"];
        foreach (string name in members)
        {
            Context flow = await cluster.OpenAsync($"of {name}", [name, .. members]);
            await flow.Variable<double>("number").AssignAsync(NdArray<double>.Scalar(name[0]));
            await PlacedFormula.Build(flow, "a", "b", "c").X.AssignAsync(PlacedFormula.Numbers(name[0]));
        }

        await Task.WhenAll(members.Select(cluster.KillAsync));
        foreach (string name in members) await cluster.StartMemberAsync(name);

        foreach (string name in members)
        {
            Context flow = await cluster.OpenAsync($"of {name}", members);
            Assert.Equal(name[0], flow.Variable<double>("number").Eval().ToScalar());
            NdArray<double> value = PlacedFormula.Build(flow, "a", "b", "c").Result.Eval();
            Assert.Equal(PlacedFormula.Plain(PlacedFormula.Numbers(name[0])).ToArray(), value.ToArray());
        }
    }
}
