using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Fills one run after the other with <paramref name="length"/> nodes each, in the order of planning, which is operands
/// first: neighbours mostly share a run. A length of one makes every node an actor of its own.
/// </summary>
internal sealed class RunsOfLength(int length) : IRunPolicy
{
    private int _run;
    private int _members;

    public RunId Choose(GraphNode node, Seats seats)
    {
        if (_members == length) (_run, _members) = (_run + 1, 0);
        _members++;
        return new RunId(_run);
    }
}
