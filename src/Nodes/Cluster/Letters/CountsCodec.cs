using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>What shards hold, in letters and back.</summary>
internal static class CountsCodec
{
    public static Counts Encode(in ShardCounts counts) => new()
    {
        Cells = counts.Cells, ValueBytes = counts.ValueBytes, BookkeepingBytes = counts.BookkeepingBytes,
        Evictions = counts.Evictions,
    };

    public static Counts Encode(Survey survey)
    {
        Counts counts = Encode(survey.Counts);
        (counts.Nodes, counts.Forgotten, counts.Shards) = (survey.Nodes, survey.Forgotten, survey.Shards);
        return counts;
    }

    public static ShardCounts Decode(Counts counts) =>
        new(counts.Cells, counts.ValueBytes, counts.BookkeepingBytes, counts.Evictions);
}
