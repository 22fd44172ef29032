using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Evaluations that are under way, and what shards were asked for them. Each stays at the revision that was the newest
/// when it began, whatever is assigned meanwhile.
/// </summary>
internal sealed partial class Evaluations(
    IOutbox outbox, IEraPhase era, Planner planner, CellAssignments cells, ActiveRevisions revisions,
    PastValueKeepers keepers)
{
    // By the slot in which the answer comes.
    private readonly Dictionary<int, Question> _questions = [];
    private int _asked;

    /// <summary>How many answers are waited for.</summary>
    public int Questions => _questions.Count;

    /// <summary>Asks for all its nodes at the newest revision.</summary>
    public void Begin(EvalRequest evaluation)
    {
        if (evaluation.Nodes.FirstOrDefault(node => node.IsForgotten) is { } forgotten)
        {
            evaluation.Fail(new ObjectDisposedException(
                forgotten.ToString(), $"node {forgotten} was disposed of before it was evaluated"));
            return;
        }

        if (evaluation.Need != Need.IfValid)
        {
            foreach (GraphNode node in evaluation.Nodes) cells.Plan(node);
        }

        evaluation.Active = revisions.Enter();
        if (evaluation.Nodes.Count == 0) End(evaluation);
        for (int i = 0; i < evaluation.Nodes.Count; i++) Ask(evaluation, i);
    }

    /// <summary>A shard's answer. One that nobody waits for any more is let go.</summary>
    public void Take(Evaluated evaluated)
    {
        CheckAnswer(evaluated);
        if (_questions.Remove(evaluated.Slot, out Question question))
        {
            Fill(question.Evaluation, question.Index, evaluated.Versioned);
        }
        else if (evaluated.Versioned.HasValue) evaluated.Versioned.Value.Release();
    }

    /// <summary>The client is told at once; whatever is under way for it only is given up.</summary>
    public void Cancel(EvalRequest evaluation)
    {
        if (evaluation.IsCompleted) return;
        bool isOver = evaluation.Active is { } active && Abandon(evaluation, active);
        evaluation.Fail(new OperationCanceledException("the evaluation was cancelled"));
        if (isOver) keepers.TellAll();
    }

    /// <summary>
    /// An era begins: takes back what is under way, to begin anew later. Answers that are still to come are void.
    /// </summary>
    public IReadOnlyList<EvalRequest> TakeBack()
    {
        EvalRequest[] all = [.. _questions.Values.Select(question => question.Evaluation).Distinct()];
        _questions.Clear();
        revisions.LeaveAll();
        foreach (EvalRequest evaluation in all) evaluation.Restart();
        return all;
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        foreach (Question question in _questions.Values) question.Evaluation.TryFail(cause);
        _questions.Clear();
    }

    private void Ask(EvalRequest evaluation, int index)
    {
        CellAddress address = planner.Addresses[evaluation.Nodes[index]];
        if (!address.IsTaken)
        {
            Fill(evaluation, index, default);
            return;
        }

        Revision revision = evaluation.Active!.Revision;
        Invariant.Holds(era.IsSteady, "nobody is asked while an era begins");
        Invariant.Holds(!evaluation.IsCompleted, "nothing is asked for an evaluation that has ended");
        Invariant.Holds(revision <= revisions.Newest.Revision, "nobody asks at a revision that is not published");
        int slot = unchecked(_asked++);
        _questions.Add(slot, new Question(evaluation, index, address));
        outbox.Send(
            address.Shard,
            new Eval(ShardId.Clock, slot, address.Cell, revision, evaluation.Need, revisions.Oldest));
    }

    private void Fill(EvalRequest evaluation, int index, in VersionedValue versioned)
    {
        if (evaluation.Fill(index, versioned)) End(evaluation);
    }

    private void End(EvalRequest evaluation)
    {
        bool isOver = revisions.Leave(evaluation.Active!);
        evaluation.Complete();
        if (isOver) keepers.TellAll();
    }

    /// <summary>True when its revision can no longer be asked for.</summary>
    private bool Abandon(EvalRequest evaluation, ActiveRevision active)
    {
        var asked = _questions.Where(known => known.Value.Evaluation == evaluation).ToArray();
        foreach ((int slot, Question question) in asked)
        {
            _questions.Remove(slot);
            (ShardId shard, int cell) = question.Address;
            outbox.Send(shard, new Cancel(ShardId.Clock, slot, cell, active.Revision));
        }

        return revisions.Leave(active);
    }

    private readonly record struct Question(EvalRequest Evaluation, int Index, CellAddress Address);
}
