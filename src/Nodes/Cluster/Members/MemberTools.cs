using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>What a member works with.</summary>
/// <param name="Dispatcher">Runs its actors.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Limits">How much its nodes do at a time.</param>
/// <param name="Transport">Opens links.</param>
/// <param name="Store">Where graphs are kept; null when they are not.</param>
/// <param name="Log">Is told what happens.</param>
internal sealed record MemberTools(
    Dispatcher Dispatcher, TimeProvider Time, ShardLimits Limits, ITransport Transport, IGraphStore? Store,
    IMemberLog Log);
