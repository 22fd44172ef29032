namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Which members work a graph, and what their runs are called. A member that comes back, or lives anew, gets a new run:
/// nothing that the one before had counts any more.
/// </summary>
internal sealed class HomeGuests(RunPlace home)
{
    private int _runs = home.Run.Value;
    private bool _isForgotten;

    public IReadOnlyList<RunPlace> Peers { get; private set; } = [];

    /// <summary>False when just these members work it already.</summary>
    public bool TryChange(IReadOnlyList<MemberLife> members)
    {
        var lives = members.Select(member => member.Life).ToHashSet();
        if (!_isForgotten && lives.SetEquals(Peers.Select(peer => peer.Life))) return false;
        _isForgotten = false;
        var known = Peers.ToDictionary(peer => peer.Life);
        Peers = [.. members.Select(member => known.GetValueOrDefault(member.Life) ?? Hire(member))];
        return true;
    }

    /// <summary>A run is not one any more.</summary>
    public void Dismiss(RunId run) => Peers = [.. Peers.Where(peer => peer.Run != run)];

    /// <summary>Those who work it now have lost something.</summary>
    public void Forget() => _isForgotten = true;

    private RunPlace Hire(MemberLife member) =>
        member.Life == home.Life ? home : new RunPlace(new RunId(++_runs), member.Card, member.Life);
}
