using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>Where a run of a graph lives: which member, in which of its lives.</summary>
internal sealed record RunPlace(RunId Run, MemberCard Card, long Life);

/// <summary>A graph's formation, with where each run lives.</summary>
internal sealed record MemberFormation : Formation
{
    private readonly Dictionary<RunId, RunPlace> _peers;

    public MemberFormation(long era, RunPlace home, IReadOnlyList<RunPlace> peers)
        : base(era, [.. peers.Select(peer => peer.Run)])
    {
        (Home, Peers) = (home, peers);
        _peers = peers.ToDictionary(peer => peer.Run);
        _peers[RunId.Clock] = home;
    }

    /// <summary>The member that the clock lives on, which has a run, too.</summary>
    public RunPlace Home { get; }

    public IReadOnlyList<RunPlace> Peers { get; }

    /// <summary>Where a run lives; null when it is not of this formation.</summary>
    public RunPlace? Find(RunId run) => _peers.GetValueOrDefault(run);
}
