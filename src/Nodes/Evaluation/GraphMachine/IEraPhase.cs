namespace Dataflow.Nodes.Evaluation;

/// <summary>What must be known of the era by whoever sends to shards.</summary>
internal interface IEraPhase
{
    /// <summary>Whether all shards have entered the era, so that work goes on.</summary>
    bool IsSteady { get; }

    /// <summary>Whether the shard is there: what a lost one had went with it.</summary>
    bool Has(ShardId shard);
}
