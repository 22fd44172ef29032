using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Requests that nodes live elsewhere. They move while an era is entered, when nothing is under way.</summary>
/// <param name="outbox">Knows which places there are.</param>
/// <param name="planner">Moves nodes.</param>
/// <param name="hasMembers">Whether there are places at all.</param>
internal sealed class Relocations(IGraphOutbox outbox, Planner planner, bool hasMembers)
{
    private readonly List<Relocation> _underWay = [];

    /// <summary>True when an era is to begin for it; otherwise it is refused.</summary>
    public bool TryBegin(Relocation relocation)
    {
        if (RefusalOf(relocation) is { } refusal)
        {
            relocation.Fail(refusal);
            return false;
        }

        _underWay.Add(relocation);
        return true;
    }

    /// <summary>
    /// Moves the nodes. One that was forgotten meanwhile is left alone, and one whose place is gone stays.
    /// </summary>
    public void Move()
    {
        foreach (Relocation relocation in _underWay)
        {
            foreach (GraphNode node in relocation.Nodes) Move(node, relocation.Where);
        }
    }

    /// <summary>The nodes' new shards have them.</summary>
    public void Complete()
    {
        foreach (Relocation relocation in _underWay) relocation.Complete();
        _underWay.Clear();
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        foreach (Relocation relocation in _underWay) relocation.Fail(cause);
        _underWay.Clear();
    }

    private DataflowException? RefusalOf(Relocation relocation)
    {
        if (!hasMembers)
        {
            return new DataflowException("nothing was moved: an embedded engine has no members; connect to a cluster "
                + "with DataflowClient to have some");
        }

        return outbox.Find(relocation.Where) is null
            ? new DataflowException(
                $"no member that is up fits {relocation.Where}; the nodes stay where they are")
            : null;
    }

    private void Move(GraphNode node, PlaceRequest where)
    {
        if (node.IsForgotten) return;
        planner.Plan(node);
        if (outbox.Find(where) is { } shard) planner.Move(node, shard);
    }
}
