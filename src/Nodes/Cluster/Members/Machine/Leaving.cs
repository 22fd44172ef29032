using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Leaving. Graphs that a store keeps are found there by whoever is home next; those that none keeps are handed over
/// whole, and only when they have arrived does the table say that their home is another. Nodes of other homes' graphs
/// get another member as soon as those see that this one leaves.
/// </summary>
internal sealed class Leaving(OwnLife life, Homes homes, IMemberOutbox outbox)
{
    private const int BeatsUntilGone = 20;

    private readonly HashSet<string> _handing = new(StringComparer.Ordinal);
    private MemberLife? _successor;
    private RequestNumber? _leftBy;
    private int _beats;

    /// <summary>Whether the member has left.</summary>
    public bool IsOver { get; private set; }

    /// <summary>It has to leave.</summary>
    public void Begin()
    {
        if (life.IsLeaving) return;
        if (life.IsAlive) outbox.Log.Happened("leaves the cluster");
        life.Leave();
        if (!life.IsAlive)
        {
            End();
            return;
        }

        if (!outbox.Graphs.KeepsGraphs)
            _successor = life.View.Members.FirstOrDefault(IsAnotherThatIsUp);
        foreach (Home home in homes.All) LetGo(home);
        SayWhenHandedOver();
    }

    /// <summary>The successor has a graph: from now on it is its home.</summary>
    public void Note(GraphHandedOver handed)
    {
        if (!_handing.Remove(handed.Graph)) return;
        outbox.Log.Happened($"graph '{handed.Graph}' is handed over");
        life.Ask(new MembershipRequest
        {
            Transfer = new GraphHome { Graph = handed.Graph, Life = _successor!.Life },
        });
        SayWhenHandedOver();
    }

    /// <summary>Whether the table answers that it knows.</summary>
    public bool IsConfirmedBy(MembershipAnswer answer) => _leftBy is { } left && left.Number == answer.Number;

    /// <summary>Time has passed: a successor, or a table, that does not answer is not waited for without end.</summary>
    public void Beat()
    {
        if (life.IsLeaving && ++_beats > BeatsUntilGone) End();
    }

    /// <summary>The member has left, whatever is still on its way.</summary>
    public void End()
    {
        if (IsOver) return;
        IsOver = true;
        outbox.EndMembership();
    }

    private bool IsAnotherThatIsUp(MemberLife one) => one.Life != life.Number && one.State == MemberState.Up;

    private void LetGo(Home home)
    {
        if (_successor is null)
        {
            homes.Close(home);
            return;
        }

        _handing.Add(home.Name);
        homes.HandOver(home, _successor);
    }

    private void SayWhenHandedOver()
    {
        if (_handing.Count == 0 && _leftBy is null) _leftBy = life.SayLeft();
    }
}
