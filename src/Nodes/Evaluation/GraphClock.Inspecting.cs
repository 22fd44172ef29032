using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What state the nodes are in, and where they live.</summary>
internal sealed partial class GraphClock
{
    private readonly Dictionary<int, InspectedRun> _inspections = [];
    private int _inspectionNumber;

    /// <summary>A run that was asked, and which answers of the inspection its cells are.</summary>
    private sealed record InspectedRun(Inspection Inspection, RunId Run, List<int> Slots, List<int> Cells);

    private void On(Inspection inspection)
    {
        if (IsRefused(inspection) || IsForLater(inspection)) return;
        var asked = new Dictionary<RunId, InspectedRun>();
        for (int i = 0; i < inspection.Nodes.Count; i++)
        {
            Seat seat = _planner.Seats[inspection.Nodes[i]];
            if (!seat.IsTaken) continue;
            if (!asked.TryGetValue(seat.Run, out InspectedRun? run))
            {
                asked.Add(seat.Run, run = new InspectedRun(inspection, seat.Run, [], []));
            }

            run.Slots.Add(i);
            run.Cells.Add(seat.Cell);
        }

        inspection.Missing = asked.Count;
        if (asked.Count == 0) inspection.Complete();
        foreach (InspectedRun run in asked.Values) Ask(run);
    }

    private void Ask(InspectedRun run)
    {
        int number = unchecked(_inspectionNumber++);
        _inspections.Add(number, run);
        _outbox.Send(run.Run, new Inspect(number, _revisions.Newest.Revision, run.Cells));
    }

    private void On(Inspected inspected)
    {
        if (!_inspections.Remove(inspected.Number, out InspectedRun? run)) return;
        string? member = _outbox.NameOf(run.Run);
        for (int i = 0; i < run.Slots.Count; i++)
        {
            run.Inspection.Report(run.Slots[i], inspected.Statuses[i] with { Member = member });
        }

        if (--run.Inspection.Missing == 0) run.Inspection.Complete();
    }
}
