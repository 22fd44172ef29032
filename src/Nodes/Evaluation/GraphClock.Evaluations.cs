using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Evaluations: each at one revision, whatever is assigned meanwhile.</summary>
internal sealed partial class GraphClock
{
    private readonly Dictionary<int, Question> _questions = [];
    private int _asked;

    private readonly record struct Question(Evaluation Evaluation, int Index, Seat Seat);

    private void On(Evaluation evaluation)
    {
        if (evaluation.IsCompleted) return; // its cancellation came first
        if (IsRefused(evaluation) || IsForLater(evaluation)) return;
        if (evaluation.Need != Need.Glance)
        {
            foreach (GraphNode node in evaluation.Nodes) _planner.Seat(node);
        }

        evaluation.Active = _revisions.Enter();
        if (evaluation.Nodes.Count == 0) End(evaluation);
        for (int i = 0; i < evaluation.Nodes.Count; i++) Ask(evaluation, i);
    }

    private void Ask(Evaluation evaluation, int index)
    {
        Seat seat = _planner.Seats[evaluation.Nodes[index]];
        if (!seat.IsTaken)
        {
            Fill(evaluation, index, default);
            return;
        }

        CheckMayAsk(evaluation);
        int slot = unchecked(_asked++);
        _questions.Add(slot, new Question(evaluation, index, seat));
        long revision = evaluation.Active!.Revision;
        _outbox.Send(seat.Run, new Eval(RunId.Clock, slot, seat.Cell, revision, evaluation.Need, _revisions.Oldest));
    }

    private void On(Evaluated evaluated)
    {
        CheckAnswer(evaluated);
        if (_questions.Remove(evaluated.Slot, out Question question))
        {
            Fill(question.Evaluation, question.Index, evaluated.Holding);
        }
        else if (evaluated.Holding.HasValue) evaluated.Holding.Value.Release();
    }

    private void Fill(Evaluation evaluation, int index, in Holding holding)
    {
        if (evaluation.Fill(index, holding)) End(evaluation);
    }

    private void End(Evaluation evaluation)
    {
        bool isOver = _revisions.Leave(evaluation.Active!);
        evaluation.Complete();
        if (isOver) ForgetPast();
    }

    /// <summary>The client is told at once; whatever is under way for it only is given up.</summary>
    private void On(Cancellation cancellation)
    {
        Evaluation evaluation = cancellation.Evaluation;
        if (evaluation.IsCompleted) return;
        if (evaluation.Active is { } active) PutDown(evaluation, active);
        else evaluation.Fail(Cancelled());
    }

    private static OperationCanceledException Cancelled() => new("the evaluation was cancelled");

    private void PutDown(Evaluation evaluation, ActiveRevision active)
    {
        var asked = _questions.Where(known => known.Value.Evaluation == evaluation).ToArray();
        foreach ((int slot, Question question) in asked)
        {
            _questions.Remove(slot);
            _outbox.Send(question.Seat.Run, new Cancel(RunId.Clock, slot, question.Seat.Cell, active.Revision));
        }

        bool isOver = _revisions.Leave(active);
        evaluation.Fail(Cancelled());
        if (isOver) ForgetPast();
    }
}
