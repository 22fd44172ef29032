namespace Dataflow.Nodes.Cluster;

/// <summary>What a member is and how patient it is.</summary>
internal sealed record MemberOptions : ICheckedOptions
{
    /// <summary>Its name, address and roles.</summary>
    public required MemberCard Card { get; init; }

    /// <summary>
    /// How long a member that is not heard of keeps what it owns. Default 5 s: long enough for a pause of the garbage
    /// collector or of the machine, short enough to wait for.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many graphs it is home to at most. Default 10,000: each has a few kilobytes even when empty.
    /// </summary>
    public int MaxGraphs { get; init; } = 10_000;

    /// <summary>
    /// How long the nodes of a client stay after its link has ended. Default 60 s: longer than a client needs to find a
    /// graph's next home, short enough for clients that never come back.
    /// </summary>
    public TimeSpan SessionTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a graph stays in memory that no client has open, where a store keeps it. Default 10 minutes: reading it
    /// again takes much less.
    /// </summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many renewals fit into a lease, so that one or two may be lost.</summary>
    public const int RenewalsPerLease = 5;

    public TimeSpan Beat => Lease / RenewalsPerLease;

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(Lease, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
        .InRange(SessionTime, TimeSpan.Zero, TimeSpan.FromDays(1))
        .InRange(IdleTime, TimeSpan.Zero, TimeSpan.FromDays(365))
        .InRange(MaxGraphs, 1, 10_000_000);
}
