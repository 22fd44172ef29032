using Dataflow.Nodes;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.TestKit.Histories;

/// <summary>Throws nodes into runs blindly, so that runs borrow from each other both ways.</summary>
internal sealed class RandomRuns(Random chance, int runs) : IRunPolicy
{
    public RunId Choose(GraphNode node, Seats seats) => new(chance.Next(runs));
}
