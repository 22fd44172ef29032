namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Which members work a graph, and what their shards are called. A member that comes back, or lives anew, gets a new
/// shard: nothing that the one before had counts any more.
/// </summary>
internal sealed class HomeGuests(ShardPlace home)
{
    private int _shards = home.Shard.Value;
    private bool _isForgotten;

    public IReadOnlyList<ShardPlace> Peers { get; private set; } = [];

    /// <summary>False when just these members work it already.</summary>
    public bool TryChange(IReadOnlyList<MemberLife> members)
    {
        var lives = members.Select(member => member.Life).ToHashSet();
        if (!_isForgotten && lives.SetEquals(Peers.Select(peer => peer.Life))) return false;
        _isForgotten = false;
        var known = Peers.ToDictionary(peer => peer.Life);
        Peers = [.. members.Select(member => known.GetValueOrDefault(member.Life) ?? AddShard(member))];
        return true;
    }

    /// <summary>A shard is not one any more.</summary>
    public void RemoveShard(ShardId shard) => Peers = [.. Peers.Where(peer => peer.Shard != shard)];

    /// <summary>Those who work it now have lost something.</summary>
    public void Forget() => _isForgotten = true;

    private ShardPlace AddShard(MemberLife member) =>
        member.Life == home.Life ? home : new ShardPlace(new ShardId(++_shards), member.Card, member.Life);
}
