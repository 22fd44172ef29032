using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Evaluations: each at one revision, whatever is assigned meanwhile.</summary>
internal sealed partial class GraphMachine
{
    private readonly Dictionary<int, Question> _questions = [];
    private int _asked;

    private readonly record struct Question(EvalRequest Evaluation, int Index, CellAddress Address);

    private void On(EvalRequest evaluation)
    {
        if (evaluation.IsCompleted) return; // its cancellation came first
        if (IsRefused(evaluation) || IsForLater(evaluation)) return;
        if (evaluation.Nodes.FirstOrDefault(node => node.IsForgotten) is { } forgotten)
        {
            evaluation.Fail(new ObjectDisposedException(
                forgotten.ToString(), $"node {forgotten} was disposed of before it was evaluated"));
            return;
        }

        if (evaluation.Need != Need.IfValid)
        {
            foreach (GraphNode node in evaluation.Nodes) Plan(node);
        }

        evaluation.Active = _revisions.Enter();
        if (evaluation.Nodes.Count == 0) End(evaluation);
        for (int i = 0; i < evaluation.Nodes.Count; i++) Ask(evaluation, i);
    }

    private void Ask(EvalRequest evaluation, int index)
    {
        CellAddress address = _planner.Addresses[evaluation.Nodes[index]];
        if (!address.IsTaken)
        {
            Fill(evaluation, index, default);
            return;
        }

        CheckMayAsk(evaluation);
        int slot = unchecked(_asked++);
        _questions.Add(slot, new Question(evaluation, index, address));
        long revision = evaluation.Active!.Revision;
        _outbox.Send(
            address.Shard,
            new Eval(ShardId.Clock, slot, address.Cell, revision, evaluation.Need, _revisions.Oldest));
    }

    private void On(Evaluated evaluated)
    {
        CheckAnswer(evaluated);
        if (_questions.Remove(evaluated.Slot, out Question question))
        {
            Fill(question.Evaluation, question.Index, evaluated.Versioned);
        }
        else if (evaluated.Versioned.HasValue) evaluated.Versioned.Value.Release();
    }

    private void Fill(EvalRequest evaluation, int index, in VersionedValue versioned)
    {
        if (evaluation.Fill(index, versioned)) End(evaluation);
    }

    private void End(EvalRequest evaluation)
    {
        bool isOver = _revisions.Leave(evaluation.Active!);
        evaluation.Complete();
        if (isOver) ForgetPast();
    }

    /// <summary>The client is told at once; whatever is under way for it only is given up.</summary>
    private void On(Cancellation cancellation)
    {
        EvalRequest evaluation = cancellation.Evaluation;
        if (evaluation.IsCompleted) return;
        if (evaluation.Active is { } active) Abandon(evaluation, active);
        else evaluation.Fail(Cancelled());
    }

    private static OperationCanceledException Cancelled() => new("the evaluation was cancelled");

    private void Abandon(EvalRequest evaluation, ActiveRevision active)
    {
        var asked = _questions.Where(known => known.Value.Evaluation == evaluation).ToArray();
        foreach ((int slot, Question question) in asked)
        {
            _questions.Remove(slot);
            (ShardId shard, int cell) = question.Address;
            _outbox.Send(shard, new Cancel(ShardId.Clock, slot, cell, active.Revision));
        }

        bool isOver = _revisions.Leave(active);
        evaluation.Fail(Cancelled());
        if (isOver) ForgetPast();
    }
}
