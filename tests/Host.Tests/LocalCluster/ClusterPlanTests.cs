using Dataflow.Host.LocalCluster;
using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.LocalCluster;

public sealed class ClusterPlanTests
{
    [Fact]
    public void Of_APort_CountsUp()
    {
        IReadOnlyList<PlannedMember> plan = ClusterPlan.Of(3, 5000, data: null, []);

        Assert.Equal(["m1", "m2", "m3"], plan.Select(it => it.Name));
        Assert.Equal([5000, 5001, 5002], plan.Select(it => it.Address.Port));
        Assert.Equal([5070, 5071, 5072], plan.Select(it => it.Health.Port));
    }

    [Fact]
    public void Of_PortZero_TakesFreePorts()
    {
        IReadOnlyList<PlannedMember> plan = ClusterPlan.Of(8, 0, data: null, []);

        int[] ports = [.. plan.Select(it => it.Address.Port), .. plan.Select(it => it.Health.Port)];
        Assert.Equal(16, ports.Distinct().Count());
        Assert.DoesNotContain(0, ports);
    }

    [Theory]
    [InlineData(null, "None", "data")]
    [InlineData("/kept", "Directory", "/kept")]
    public void Of_AnyMember_IsGivenOptionsThatItTakes(string? data, string kind, string path)
    {
        PlannedMember second = ClusterPlan.Of(2, 5000, data, ["--cluster:leaseSeconds=1"])[1];

        HostOptions options = OptionsReader.Read(ArgumentSettings.Read([.. second.Arguments.Skip(2)]));

        Assert.Equal(["host", "--exit-when-stdin-closes"], second.Arguments.Take(2));
        Assert.Equal(("m2", "tcp://127.0.0.1:5000"), (options.Member.Name, options.Cluster.Seed?.ToString()));
        Assert.Equal((second.Address, second.Health), (options.Member.Listen, options.Health.Listen));
        Assert.Equal((kind, path), (options.Store.Kind.ToString(), options.Store.Path));
        Assert.Equal(TimeSpan.FromSeconds(1), options.Cluster.Lease);
    }
}
