using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>What everything on a member shares.</summary>
/// <param name="Dispatcher">Runs its actors.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Limits">How much its nodes do at a time.</param>
/// <param name="PeerLinks">Its links to and from others.</param>
/// <param name="Lease">Until when it may act as what it is.</param>
/// <param name="Log">Is told what happens.</param>
/// <param name="TellMember">Tells the member itself what it has to decide about.</param>
internal sealed record MemberParts(
    Dispatcher Dispatcher, TimeProvider Time, ShardLimits Limits, PeerLinks PeerLinks, Lease Lease,
    IMemberLog Log, Action<Message> TellMember);
