using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Everything that a node actor can ask the world to do. It decides; what stands behind this acts.</summary>
internal interface IOutbox
{
    /// <summary>Sends to a run, or to the clock; in order for each pair of sender and receiver.</summary>
    void Send(RunId to, Message message);

    /// <summary>Whether assignments are kept in a store.</summary>
    bool KeepsVariables { get; }

    /// <summary>Keeps a wave's values in the store; the clock gets <see cref="Saved"/>, for good or bad.</summary>
    void Save(StoredStep step);

    /// <summary>
    /// Computes a region beside the actors; <paramref name="by"/> gets <see cref="Computed"/>, for good or bad.
    /// </summary>
    void Compute(RunId by, Work work, Region region);
}
