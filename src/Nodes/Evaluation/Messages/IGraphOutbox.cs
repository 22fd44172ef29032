using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What a graph's clock can ask the world to do besides: to keep values, and to say where shards are.
/// </summary>
internal interface IGraphOutbox : IOutbox
{
    /// <summary>Whether assignments are kept in a store.</summary>
    bool KeepsVariables { get; }

    /// <summary>Keeps a wave's values in the store; the clock gets <see cref="Saved"/>, for good or bad.</summary>
    void Save(StoredStep step);

    /// <summary>A shard has lost something that it was sent: it has to begin anew, as another.</summary>
    void ReportLost(ShardId shard)
    {
    }

    /// <summary>Nothing is known of these nodes any more: their numbers are free.</summary>
    void Recycle(IReadOnlyList<GraphNode> gone);

    /// <summary>The engine has failed; whoever runs it wants to know.</summary>
    void Report(Exception failure)
    {
    }

    /// <summary>What the place of a shard is called; null where there is only one.</summary>
    string? NameOf(ShardId shard) => null;

    /// <summary>In which shard nodes are to live that are told so; null when no such shard is there.</summary>
    ShardId? Find(PlaceRequest where) => null;
}
