using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Giving up. What was only on the way to a cancelled answer stops: everything under way is put down, and what others
/// still wait for is taken up again. Values computed until then are right and stay.
/// </summary>
internal sealed partial class NodeActor
{
    private void On(Cancel cancel)
    {
        ref Cell cell = ref _cells[cancel.Cell];
        if (cell.Extras?.WorkAt(cancel.Revision) is not { } work) return;
        if (work.RemoveWaiter(cancel.By, cancel.Slot) && work.Waiters.Count == 0) TakeUpAgain();
    }

    private void TakeUpAgain()
    {
        _tickets.Clear();
        foreach (Work work in _works.ToArray()) PutDown(work);
        Drain();
    }

    private void PutDown(Work work)
    {
        work.Detach();
        if (work.State == WorkState.Computing) return;
        ref Cell cell = ref _cells[work.Cell];
        if (cell.IsImport && work.State == WorkState.Waiting) CancelQuestion(work, cell.Extras!.Lender);
        work.State = WorkState.Open;
        if (work.Waiters.Count > 0)
        {
            _tickets.Push(new Ticket(work.Cell, work.Need, work.Revision));
            return;
        }

        cell.Extras!.Remove(work);
        _works.Remove(work);
    }

    private void CancelQuestion(Work work, Seat lender) =>
        _outbox.Send(lender.Run, new Cancel(_id, work.Cell, lender.Cell, work.Revision));
}
