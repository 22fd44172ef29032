namespace Dataflow.Nodes.Cluster;

/// <summary>What the table knows of one life.</summary>
/// <param name="Card">What it said of itself when it joined.</param>
/// <param name="Life">The epoch at which it joined.</param>
/// <param name="Standing">How it stands apart from being heard: joining, up, leaving, or down.</param>
/// <param name="IsSilent">Whether it has not renewed for a while.</param>
/// <param name="Renewed">When its lease began anew, by the table's clock.</param>
/// <param name="LastNumber">The greatest number of its requests; lower ones are late and change nothing.</param>
internal sealed record MemberLease(
    MemberCard Card, long Life, MemberState Standing, bool IsSilent, TimeSpan Renewed, long LastNumber)
{
    public bool IsAlive => Standing != MemberState.Down;

    /// <summary>What others see.</summary>
    public MemberState State =>
        IsSilent && Standing is (MemberState.Up or MemberState.Leaving) ? MemberState.Unreachable : Standing;
}

/// <summary>All that the table of members knows, for who keeps it elsewhere.</summary>
internal sealed record MembershipState(
    long Epoch, IReadOnlyList<MemberLease> Members, IReadOnlyDictionary<string, long> Homes)
{
    public static readonly MembershipState Empty = new(0, [], new Dictionary<string, long>());
}
