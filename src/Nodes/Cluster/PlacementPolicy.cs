using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// On which member each node of a graph lives: where it was told to, if that member is there, else beside the largest
/// of its operands. What was said of a node is a wish: a graph goes on when a member is gone. Used by the clock only.
/// </summary>
internal sealed class PlacementPolicy(Graph graph, RunId home, Variables variables) : IRunPolicy
{
    private readonly NodeSizes _sizes = new(variables);
    private readonly Dictionary<RunId, long> _bytes = [];
    private IReadOnlyList<RunPlace> _peers = [];

    public bool MayMove => true;

    /// <summary>Chooses among these members from now on.</summary>
    public void Use(MemberFormation formation) => _peers = formation.Peers;

    public RunId Choose(GraphNode node, Seats seats)
    {
        long bytes = _sizes.Of(node);
        RunId run = WishFor(node) ?? Nearest(node, seats);
        _bytes[run] = _bytes.GetValueOrDefault(run) + bytes;
        return run;
    }

    /// <summary>Which run fits what was said; null when none is there.</summary>
    public RunId? Find(Where where)
    {
        if (where.Member.Length > 0) return First(peer => peer.Card.Name == where.Member);
        if (where.Role.Length > 0) return First(peer => peer.Card.Roles.Contains(where.Role));
        return where.Rule == Where.Spread.Rule ? First(_ => true) : null;
    }

    private RunId? WishFor(GraphNode node) => graph.WhereOf(node) is { } where ? Find(where) : null;

    /// <summary>
    /// Of those that fit, the one with the fewest bytes; ties by the order of the runs, alike everywhere.
    /// </summary>
    private RunId? First(Func<RunPlace, bool> fits) => _peers
        .Where(fits)
        .OrderBy(peer => _bytes.GetValueOrDefault(peer.Run)).ThenBy(peer => peer.Run.Value)
        .Select(peer => (RunId?)peer.Run)
        .FirstOrDefault();

    /// <summary>Where most bytes of its operands are; home if it has none.</summary>
    private RunId Nearest(GraphNode node, Seats seats)
    {
        (RunId run, long most) = (home, -1);
        for (int i = 0; i < node.OperandCount; i++)
        {
            GraphNode operand = node.Operand(i);
            if (operand.Kind == NodeKind.Constant && operand.Shape is { Rank: 0 }) continue;
            long bytes = _sizes.Of(operand);
            if (bytes > most) (run, most) = (seats[operand].Run, bytes);
        }

        return run;
    }
}
