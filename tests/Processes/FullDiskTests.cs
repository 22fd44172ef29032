using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>A store that has no room any more.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Assign_NoRoom_IsRefusedAndWorksAgainWhenThereIsSome()
    {
        if (!Environment.IsPrivilegedProcess) return; // nobody else may have a disk this small
        using SmallDisk disk = new(megabytes: 4);
        string filler = disk.Fill(megabytes: 3);
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            ["a"], "--store:kind=directory", $"--store:path={disk.Path}");
        Context flow = await cluster.OpenAsync("g", "a");
        LazyArray<double> x = flow.Variable<double>("x"), large = flow.Variable<double>("large"), sum = large.Sum();
        await x.AssignAsync(NdArray<double>.Scalar(1));

        NdArray<double> tooLarge = NdArray<double>.From([.. Enumerable.Repeat(1.0, 200_000)]);
        var error = await Assert.ThrowsAsync<DataflowException>(() => large.AssignAsync(tooLarge));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("make room", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await (x + 1).EvalAsync()).ToScalar());
        await x.AssignAsync(NdArray<double>.Scalar(3));
        await Assert.ThrowsAsync<UnassignedVariableException>(() => sum.EvalAsync());

        File.Delete(filler);
        await large.AssignAsync(tooLarge);
        await cluster.KillAsync("a");
        await cluster.StartMemberAsync("a");
        Assert.Equal(200_000, (await sum.EvalAsync()).ToScalar());
        Assert.Equal(3, (await x.EvalAsync()).ToScalar());
    }
}
