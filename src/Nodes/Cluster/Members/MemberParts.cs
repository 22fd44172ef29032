using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>What everything on a member shares.</summary>
internal sealed record MemberParts(
    Dispatcher Dispatcher, TimeProvider Time, ShardLimits Limits, PeerLinks PeerLinks, Lease Lease,
    IMemberLog Log, Actor Member);
