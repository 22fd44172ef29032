using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Chooses which run a new node joins. Runs are numbered from 0 without gaps. The choice costs or saves messages and
/// changes no value.
/// </summary>
internal interface IRunPolicy
{
    /// <summary>
    /// Whether nodes may get another run later; then constants are copied into every run that reads them.
    /// </summary>
    bool MayMove => false;

    RunId Choose(GraphNode node, Seats seats);
}
