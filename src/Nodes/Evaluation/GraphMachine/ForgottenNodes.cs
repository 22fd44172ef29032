using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Nodes that nobody holds any more and whose cells were not let go yet: that is done some at a time, and not while an
/// era begins, in which nobody is told anything else.
/// </summary>
internal sealed class ForgottenNodes(
    IGraphOutbox outbox, IEraPhase era, LeavingCells leaving, Variables? variables)
{
    /// <summary>Some tens of microseconds: assignments and evaluations have their turn in between.</summary>
    public const int AtATime = 256;

    private readonly Queue<GraphNode> _nodes = new();
    private bool _goesOn;

    /// <summary>How many there were since the clock began.</summary>
    public long Count { get; private set; }

    /// <summary>Nodes were forgotten, users before their operands.</summary>
    public void Add(IReadOnlyList<GraphNode> nodes)
    {
        foreach (GraphNode node in nodes) _nodes.Enqueue(node);
        Count += nodes.Count;
        LetGo();
    }

    /// <summary>Others had their turn.</summary>
    public void GoOn()
    {
        _goesOn = false;
        LetGo();
    }

    /// <summary>Lets cells go, and takes another turn for the rest.</summary>
    public void LetGo()
    {
        if (!era.IsSteady || _nodes.Count == 0) return;
        var release = new CellRelease();
        for (int left = AtATime; left > 0 && _nodes.TryDequeue(out GraphNode? node); left--)
        {
            variables?.Forget(node);
            leaving.Leave(node, release);
        }

        release.Send(outbox);
        if (_nodes.Count == 0 || _goesOn) return;
        _goesOn = true;
        outbox.Send(ShardId.Clock, new Continue());
    }
}
