using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The table of members, as one member sees it. A request is answered once, by
/// <see cref="IMembershipListener.Answered"/>, or never when the table cannot be reached: who asks asks again.
/// </summary>
/// <remarks>
/// The lease: whoever asks to join, or renews, holds its lease for the configured time, counted from the moment before
/// it asked. The table counts from the moment it was asked, which is later, so the holder stops before others may take
/// over, whatever the clocks say.
///
/// The numbers: requests from one address are numbered upwards, also when the process is started again (it may begin at
/// the time of day); asking again repeats the number. What comes late, under a lower number, changes nothing.
/// </remarks>
internal interface IMembership
{
    /// <summary>Asks the table. Returns at once.</summary>
    void Ask(MembershipRequest request);
}

/// <summary>Who is told by a member's view of the table.</summary>
internal interface IMembershipListener
{
    /// <summary>The answer to a request, with the newest view; or why it was refused.</summary>
    void Answered(MembershipAnswer answer);

    /// <summary>The table has changed; nothing was asked.</summary>
    void Changed(ClusterView view);
}
