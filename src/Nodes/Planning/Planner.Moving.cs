using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Nodes that get another seat: because their run is gone, or because somebody moves them. Whoever borrows them is told
/// the new one. It happens while nothing is under way.
/// </summary>
internal sealed partial class Planner
{
    // In the order of seating, so operands come before their users.
    private readonly List<GraphNode> _placed = [];

    /// <summary>Seats every node anew whose run is not among those that are left. Costs a look at every node.</summary>
    public void KeepOnly(IReadOnlySet<RunId> left)
    {
        for (int i = 0; i < _runs.Count; i++)
        {
            if (_runs[i] is { } run && !left.Contains(run.Id)) _runs[i] = null;
        }

        foreach (GraphNode node in _placed)
        {
            if (_runs[Seats[node].Run.Value] is null) Seats.Place(node, Planning.Seat.None);
        }

        foreach (GraphNode node in _placed)
        {
            if (!Seats[node].IsTaken) Settle(node, policy.Choose(node, Seats));
        }

        Finish();
    }

    /// <summary>Moves a node to another run.</summary>
    public void Move(GraphNode node, RunId to)
    {
        Seat before = Seats[node];
        if (!before.IsTaken || before.Run == to) return;
        Settle(node, to);
        if (node.Kind != NodeKind.Constant) Surrender(node, before);
        Finish();
    }

    private void Surrender(GraphNode node, Seat before)
    {
        RunOf(before.Run).Surrender(node, before.Cell, Seats[node]);
        AddReader(Seats[node]);
    }

    private void Settle(GraphNode node, RunId at)
    {
        Place(node, at);
        foreach (RunPlan? run in _runs)
        {
            if (run is null || run.Id == at) continue;
            if (run.Relink(node, Seats[node])) AddReader(Seats[node]);
            if (run.Touch()) _touched.Add(run);
        }
    }
}
