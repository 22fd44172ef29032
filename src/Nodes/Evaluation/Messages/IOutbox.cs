using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Everything that a shard's actor can ask the world to do. The actor decides; what stands behind this acts.
/// </summary>
internal interface IOutbox
{
    /// <summary>Sends to a shard, or to the clock; in order for each pair of sender and receiver.</summary>
    void Send(ShardId to, Message message);

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
}
