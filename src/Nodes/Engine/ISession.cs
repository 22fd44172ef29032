using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Engine;

/// <summary>
/// What works a graph for its users: an engine of this process, or the members of a cluster. Any number of threads may
/// call any verb at any time.
/// </summary>
internal interface ISession : IDisposable
{
    /// <summary>The formulas known so far.</summary>
    Graph Graph { get; }

    /// <summary>A variable; whether the same name gives the same one is the session's to say.</summary>
    GraphNode Variable(ElementType type, string? name, Shape? shape);

    /// <summary>Gives a node a name, by which it stays and is found.</summary>
    /// <exception cref="DataflowException">Another node has it.</exception>
    void Publish(string name, GraphNode node);

    /// <summary>Takes a name back.</summary>
    /// <exception cref="DataflowException">There is none.</exception>
    void Unpublish(string name);

    /// <summary>The node of a name, held once more for the caller.</summary>
    /// <exception cref="DataflowException">There is none.</exception>
    GraphNode Find(string name);

    /// <summary>From now on an equal array counts as no change of this node.</summary>
    void CompareValues(GraphNode node);

    /// <summary>Asks that a node live there; what was asked first stays.</summary>
    void Place(GraphNode node, PlaceRequest where);

    /// <summary>Gives variables their values as one step; done when every later evaluation will see it.</summary>
    void Assign(Assignment assignment);

    /// <summary>
    /// The same, without a thread that waits. Whoever cancels waits no longer; the step takes effect or not.
    /// </summary>
    Task AssignAsync(Assignment assignment, CancellationToken cancellation = default);

    /// <summary>
    /// The values of these nodes at one revision. The caller gets a lease on each. Cancelling leaves the engine as if
    /// it had not been asked; the exception has the caller's token.
    /// </summary>
    VersionedValue[] Eval(GraphNode[] nodes, CancellationToken cancellation = default);

    /// <summary>The same, without a thread that waits.</summary>
    Task<VersionedValue[]> EvalAsync(GraphNode[] nodes, CancellationToken cancellation);

    /// <summary>What these nodes hold now, if it is valid; nothing runs. The caller gets a lease on each.</summary>
    VersionedValue[] Fetch(params GraphNode[] nodes);

    /// <summary>What the shards hold, and how many there are.</summary>
    Survey TakeSurvey();

    /// <summary>The state of each of these nodes.</summary>
    IReadOnlyList<NodeStatus> Snapshot(IReadOnlyList<GraphNode> nodes);

    /// <summary>Has these nodes live there.</summary>
    /// <exception cref="DataflowException">There is no such place.</exception>
    Task MoveAsync(IReadOnlyList<GraphNode> nodes, PlaceRequest where, CancellationToken cancellation);
}
