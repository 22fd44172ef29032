using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Inspections that are under way: what state nodes are in, and where they live.</summary>
internal sealed class Inspections(IGraphOutbox outbox, Planner planner, ActiveRevisions revisions)
{
    // By the number that the shard's answer has.
    private readonly Dictionary<int, InspectedShard> _asked = [];
    private int _number;

    /// <summary>Asks all shards that have nodes of it.</summary>
    public void Begin(Inspection inspection)
    {
        Dictionary<ShardId, InspectedShard> shards = ShardsOf(inspection);
        inspection.Missing = shards.Count;
        if (shards.Count == 0) inspection.Complete();
        foreach (InspectedShard shard in shards.Values) Ask(shard);
    }

    /// <summary>A shard's answer. One that nobody waits for any more is left alone.</summary>
    public void Take(Inspected inspected)
    {
        if (!_asked.Remove(inspected.Number, out InspectedShard? shard)) return;
        string? member = outbox.NameOf(shard.Shard);
        for (int i = 0; i < shard.Slots.Count; i++)
        {
            shard.Inspection.Report(shard.Slots[i], inspected.Statuses[i] with { Member = member });
        }

        if (--shard.Inspection.Missing == 0) shard.Inspection.Complete();
    }

    /// <summary>An era begins: takes back what is under way, to begin anew later.</summary>
    public IReadOnlyList<Inspection> TakeBack()
    {
        Inspection[] all = [.. _asked.Values.Select(shard => shard.Inspection).Distinct()];
        _asked.Clear();
        return all;
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        foreach (Inspection inspection in TakeBack()) inspection.Fail(cause);
    }

    private Dictionary<ShardId, InspectedShard> ShardsOf(Inspection inspection)
    {
        var shards = new Dictionary<ShardId, InspectedShard>();
        for (int i = 0; i < inspection.Nodes.Count; i++)
        {
            CellAddress address = planner.Addresses[inspection.Nodes[i]];
            if (!address.IsTaken) continue;
            if (!shards.TryGetValue(address.Shard, out InspectedShard? shard))
            {
                shards.Add(address.Shard, shard = new InspectedShard(inspection, address.Shard, [], []));
            }

            shard.Slots.Add(i);
            shard.Cells.Add(address.Cell);
        }

        return shards;
    }

    private void Ask(InspectedShard shard)
    {
        int number = unchecked(_number++);
        _asked.Add(number, shard);
        outbox.Send(shard.Shard, new Inspect(number, revisions.Newest.Revision, shard.Cells));
    }

    /// <summary>A shard that was asked, and which answers of the inspection its cells are.</summary>
    private sealed record InspectedShard(Inspection Inspection, ShardId Shard, List<int> Slots, List<int> Cells);
}
