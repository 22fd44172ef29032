using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Leaving. Graphs that a store keeps are found there by whoever is home next; those that none keeps are handed over
/// whole, and only when they have arrived does the table say that their home is another. Nodes of other homes' graphs
/// get another member as soon as those see that this one leaves.
/// </summary>
internal sealed partial class MemberMachine
{
    private const int BeatsUntilGone = 20;

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _handing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredGraph> _inherited = new(StringComparer.Ordinal);
    private bool _isLeaving;
    private long _successor;
    private long _leftBy;
    private int _beatsSinceLeaving;

    /// <summary>Done when it has left the cluster.</summary>
    public Task Left => _left.Task;

    private void OnLeave()
    {
        if (_isLeaving) return;
        _isLeaving = true;
        if (_life == 0)
        {
            _left.TrySetResult();
            return;
        }

        _log.Happened("leaves the cluster");
        Ask(new MembershipRequest { Leave = Nothing });
        MemberLife? successor = _view.Members.FirstOrDefault(one => one.Life != _life && one.State == MemberState.Up);
        foreach (HomeSite home in _homes.Values)
        {
            if (_store is null && successor is not null) HandOver(home, successor);
            else Close(home);
        }

        LeaveWhenHandedOver();
    }

    private void HandOver(HomeSite home, MemberLife successor)
    {
        _successor = successor.Life;
        _handing.Add(home.Name);
        _homes.TryRemove(KeyValuePair.Create(home.Name, home));
        home.Export(content =>
        {
            PeerLinks.To(successor.Card).Send([HandoverCodec.Encode(home.Name, home.Graph, content)]);
            home.Dissolve(new MovedException(home.Name));
        });
    }

    /// <summary>The successor has the graph: from now on it is its home.</summary>
    private void On(GraphHandedOver handed)
    {
        if (!_handing.Remove(handed.Graph)) return;
        _log.Happened($"graph '{handed.Graph}' is handed over");
        Ask(new MembershipRequest { Transfer = new GraphHome { Graph = handed.Graph, Life = _successor } });
        LeaveWhenHandedOver();
    }

    private void On(GraphInherited inherited)
    {
        _inherited[inherited.Graph] = inherited.Content;
        _log.Happened($"inherits graph '{inherited.Graph}': {inherited.Content.Nodes.Count} nodes");
        var answer = new HandedOver { Graph = inherited.Graph };
        PeerLinks.Answer(inherited.From, [Letter.Of(new Post { HandedOver = answer })]);
    }

    private void LeaveWhenHandedOver()
    {
        if (_handing.Count > 0 || _leftBy > 0) return;
        _leftBy = Ask(new MembershipRequest { Left = Nothing });
    }

    /// <summary>A successor, or a table, that does not answer is not waited for without end.</summary>
    private bool IsGone()
    {
        if (_isLeaving && ++_beatsSinceLeaving > BeatsUntilGone) _left.TrySetResult();
        return _left.Task.IsCompleted;
    }
}
