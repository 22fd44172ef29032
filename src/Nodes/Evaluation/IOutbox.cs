using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Everything that a node actor can ask the world to do. It decides; what stands behind this acts.</summary>
internal interface IOutbox
{
    /// <summary>Sends to a shard, or to the clock; in order for each pair of sender and receiver.</summary>
    void Send(ShardId to, Message message);

    /// <summary>Whether assignments are kept in a store.</summary>
    bool KeepsVariables { get; }

    /// <summary>Keeps a wave's values in the store; the clock gets <see cref="Saved"/>, for good or bad.</summary>
    void Save(StoredStep step);

    /// <summary>
    /// Computes a region beside the actors; <paramref name="by"/> gets <see cref="Computed"/>, for good or bad.
    /// </summary>
    void Compute(ShardId by, Work work, Region region);

    /// <summary>
    /// The actor has handled a message, and more are there: what it sent may wait for more to go with.
    /// </summary>
    void EndTurn()
    {
    }

    /// <summary>The actor has handled all messages that came: what it sent leaves, together.</summary>
    void Rest()
    {
    }

    /// <summary>The actor has entered an era: all that it sends from now on belongs to it.</summary>
    void Enter(EraPlan plan)
    {
    }

    /// <summary>A shard has lost something that it was sent: it has to begin anew, as another.</summary>
    void ReportLost(ShardId shard)
    {
    }

    /// <summary>The engine has failed; whoever runs it wants to know.</summary>
    void Report(Exception failure)
    {
    }

    /// <summary>What the place of a shard is called; null where there is only one.</summary>
    string? NameOf(ShardId shard) => null;

    /// <summary>In which shard nodes are to live that are told so; null when no such shard is there.</summary>
    ShardId? Find(PlaceRequest where) => null;
}
