using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>Where a shard of a graph lives: which member, in which of its lives.</summary>
internal sealed record ShardPlace(ShardId Shard, MemberCard Card, long Life);

/// <summary>The plan of a graph's era, with where each shard lives.</summary>
internal sealed record MemberEraPlan : EraPlan
{
    private readonly Dictionary<ShardId, ShardPlace> _peers;

    public MemberEraPlan(Era era, ShardPlace home, IReadOnlyList<ShardPlace> peers)
        : base(era, [.. peers.Select(peer => peer.Shard)])
    {
        (Home, Peers) = (home, peers);
        _peers = peers.ToDictionary(peer => peer.Shard);
        _peers[ShardId.Clock] = home;
    }

    /// <summary>The member that the clock lives on, which has a shard, too.</summary>
    public ShardPlace Home { get; }

    public IReadOnlyList<ShardPlace> Peers { get; }

    /// <summary>Where a shard lives; null when it is not of this era.</summary>
    public ShardPlace? Find(ShardId shard) => _peers.GetValueOrDefault(shard);
}
