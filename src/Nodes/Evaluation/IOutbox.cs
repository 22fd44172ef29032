using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Everything that a node actor can ask the world to do. It decides; what stands behind this acts.</summary>
internal interface IOutbox
{
    /// <summary>Sends to a run, or to the clock; in order for each pair of sender and receiver.</summary>
    void Send(RunId to, Message message);

    /// <summary>
    /// Runs a kernel beside the actors; <paramref name="by"/> gets <see cref="Computed"/>, for good or bad.
    /// </summary>
    void Compute(RunId by, Work work, Computation computation);
}
