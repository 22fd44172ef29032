using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which shards work a graph, from some moment on: its era. A message of an earlier era is void.
/// </summary>
/// <param name="Era">Counted by the clock, which begins one whenever the shards change and with each move.</param>
/// <param name="Shards">The shards that there are.</param>
internal record EraPlan(Era Era, IReadOnlyList<ShardId> Shards);

/// <summary>Whoever knows which shards there are -> clock: work with these from now on.</summary>
internal sealed class BeginEra(EraPlan plan) : Message
{
    public EraPlan Plan { get; } = plan;
}

/// <summary>
/// clock -> shard: a new era begins. Nothing that was under way is, nothing is lent, and what holds, holds up to the
/// newest revision. Answered by <see cref="EraEntered"/>.
/// </summary>
internal sealed class EnterEra(EraPlan plan, Revision newest) : Message
{
    public EraPlan Plan { get; } = plan;

    public Revision Newest { get; } = newest;
}

/// <summary>shard -> clock: all that I send from now on is of this era.</summary>
/// <param name="by">Which shard.</param>
/// <param name="era">The era that it has entered.</param>
/// <param name="cellAssignments">
/// How many assignments of cells it has had: fewer than it was sent means that one was lost.
/// </param>
internal sealed class EraEntered(ShardId by, Era era, int cellAssignments) : Message
{
    public int CellAssignments { get; } = cellAssignments;

    public ShardId By { get; } = by;

    public Era Era { get; } = era;
}

/// <summary>Whoever gave the shard its place -> shard: nobody needs you any more; let go of everything.</summary>
internal sealed class Dissolve : Message;
