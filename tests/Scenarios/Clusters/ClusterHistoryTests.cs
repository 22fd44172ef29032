using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>G1, G10, G11, G12 over several members: whatever breaks, answers are right, kept and given.</summary>
public sealed class ClusterHistoryTests
{
    [Fact]
    public void AnyHistory_OfACluster_SeesOnlyWhatTheFormulasSay()
    {
        string? only = Environment.GetEnvironmentVariable("DATAFLOW_CLUSTER_SEED");
        if (only is not null)
        {
            new ClusterHistory(int.Parse(only, System.Globalization.CultureInfo.InvariantCulture)).Run();
            return;
        }

        for (int seed = 0; seed < 300; seed++) new ClusterHistory(seed).Run();
    }
}
