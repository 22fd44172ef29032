using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What state the nodes are in, and where they live.</summary>
internal sealed partial class GraphMachine
{
    private readonly Dictionary<int, InspectedShard> _inspections = [];
    private int _inspectionNumber;

    /// <summary>A shard that was asked, and which answers of the inspection its cells are.</summary>
    private sealed record InspectedShard(Inspection Inspection, ShardId Shard, List<int> Slots, List<int> Cells);

    private void On(Inspection inspection)
    {
        if (IsRefused(inspection) || IsForLater(inspection)) return;
        var asked = new Dictionary<ShardId, InspectedShard>();
        for (int i = 0; i < inspection.Nodes.Count; i++)
        {
            CellAddress address = _planner.Addresses[inspection.Nodes[i]];
            if (!address.IsTaken) continue;
            if (!asked.TryGetValue(address.Shard, out InspectedShard? shard))
            {
                asked.Add(address.Shard, shard = new InspectedShard(inspection, address.Shard, [], []));
            }

            shard.Slots.Add(i);
            shard.Cells.Add(address.Cell);
        }

        inspection.Missing = asked.Count;
        if (asked.Count == 0) inspection.Complete();
        foreach (InspectedShard shard in asked.Values) Ask(shard);
    }

    private void Ask(InspectedShard shard)
    {
        int number = unchecked(_inspectionNumber++);
        _inspections.Add(number, shard);
        _outbox.Send(shard.Shard, new Inspect(number, _revisions.Newest.Revision, shard.Cells));
    }

    private void On(Inspected inspected)
    {
        if (!_inspections.Remove(inspected.Number, out InspectedShard? shard)) return;
        string? member = _outbox.NameOf(shard.Shard);
        for (int i = 0; i < shard.Slots.Count; i++)
        {
            shard.Inspection.Report(shard.Slots[i], inspected.Statuses[i] with { Member = member });
        }

        if (--shard.Inspection.Missing == 0) shard.Inspection.Complete();
    }
}
