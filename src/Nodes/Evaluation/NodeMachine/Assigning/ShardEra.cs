using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Entering a new era, after some shard was lost or moved, or messages were. Whatever was under way is abandoned, for
/// whoever asked asks anew. Every loan is void, so everything that is computed holds up to the newest revision and no
/// further; what is needed later asks its operands for their versions, and runs only if one has moved. That is right
/// whatever was lost, and costs a look at every cell but no computation.
/// </summary>
internal sealed class ShardEra(CellTable table, Works works, PastValues pastValues)
{
    private EraPlan? _plan; // null where the shards never change

    /// <summary>The newest revision when the era began.</summary>
    public Revision Newest { get; private set; }

    /// <summary>Whether the shard is not there any more in this era.</summary>
    public bool IsGone(ShardId shard) => _plan is not null && !_plan.Shards.Contains(shard);

    public void Enter(EraPlan plan, Revision newest)
    {
        (_plan, Newest) = (plan, newest);
        works.AbandonAll(newest);
        table.VoidLoans();
        for (int i = 0; i < table.Count; i++)
        {
            ref Cell cell = ref table[i];
            CellTable.KeepImporters(ref cell, plan.Shards);
            if (!cell.IsSource) cell.CutBefore(newest.Next);
        }

        pastValues.Forget(new LiveRevisions([newest]));
    }
}
