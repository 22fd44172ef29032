using System.Globalization;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>G1, G10, G11, G12 over several members: whatever breaks, answers are right, kept and given.</summary>
public sealed class ClusterHistoryTests
{
    private const int InAChunk = 250;

    /// <summary>The first seeds of chunks: 5,000 histories, or what the environment asks for.</summary>
    public static TheoryData<int, int> Seeds
    {
        get
        {
            var seeds = new TheoryData<int, int>();
            if (Number("DATAFLOW_CLUSTER_SEED") is { } only)
            {
                seeds.Add(only, 1);
                return seeds;
            }

            int count = Number("DATAFLOW_CLUSTER_HISTORIES") ?? 5000;
            for (int first = 0; first < count; first += InAChunk) seeds.Add(first, Math.Min(InAChunk, count - first));
            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyHistory_OfACluster_SeesOnlyWhatTheFormulasSay(int first, int count)
    {
        for (int seed = first; seed < first + count; seed++) new ClusterHistory(seed).Run();
    }

    /// <summary>Seed 465: in a build with laws, the cells of a shard were looked at after its end.</summary>
    [Fact]
    public void Dissolve_WithAnEvaluationUnderWay_EndsWithoutAFailure() => new ClusterHistory(465).Run();

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number)
            ? number : null;
}
