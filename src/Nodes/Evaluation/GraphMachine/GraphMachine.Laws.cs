namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The clock's laws; checked in builds with laws, where a broken one breaks the graph. In other builds nothing of this
/// is there.
/// </summary>
internal sealed partial class GraphMachine
{
    /// <summary>A wave is to begin.</summary>
    partial void CheckNoWave();

    /// <summary>A wave is to go out.</summary>
    partial void CheckMaySend();

    /// <summary>A shard has answered the wave.</summary>
    partial void CheckOwed();

    /// <summary>A revision is to be published.</summary>
    partial void CheckQuiet();

    /// <summary>A shard is to be asked.</summary>
    partial void CheckMayAsk(EvalRequest evaluation);

    /// <summary>An answer has come.</summary>
    partial void CheckAnswer(Evaluated evaluated);

    /// <summary>Everybody is to have entered the era.</summary>
    partial void CheckAllEntered();

#if LAWS
    partial void CheckNoWave() => Invariant.Holds(
        _wave.Count == 0 && !_isSaved && _unanswered == 0, "there is one wave at a time");

    partial void CheckMaySend()
    {
        Invariant.Holds(_isSaved && _unanswered == 0, "a wave goes out once in an era, when its values are kept");
        Invariant.Holds(_phase == Phase.Steady, "no wave goes out while an era begins");
        Invariant.Holds(_questions.Values.All(one => one.Evaluation.Active!.Revision <= _revisions.Newest.Revision),
            "nobody asks at a revision that is not published");
    }

    partial void CheckOwed() => Invariant.Holds(
        _phase != Phase.Steady || _unanswered > 0, "a wave is answered as often as it was sent");

    partial void CheckQuiet() => Invariant.Holds(
        _unanswered == 0 && _isSaved && _assigns.Count == 0, "a revision is published when its wave is quiet");

    partial void CheckMayAsk(EvalRequest evaluation)
    {
        Invariant.Holds(_phase == Phase.Steady, "nobody is asked while an era begins");
        Invariant.Holds(!evaluation.IsCompleted, "nothing is asked for an evaluation that has ended");
    }

    partial void CheckAnswer(Evaluated evaluated)
    {
        if (!_questions.TryGetValue(evaluated.Slot, out Question question)) return;
        (EvalRequest evaluation, VersionedValue versioned) = (question.Evaluation, evaluated.Versioned);
        bool isOfTheRevision = !versioned.HasValue || versioned.Span.Covers(evaluation.Active!.Revision);
        Invariant.Holds(isOfTheRevision, "an answer holds at the revision of the question");
        Invariant.Holds(versioned.Value.Waiting is null, "what waits to be computed is no answer");
    }

    partial void CheckAllEntered() => Invariant.Holds(
        _notEntered.Count == 0 && _questions.Count == 0 && _unanswered == 0,
        "an era goes on when all shards have entered it, and with nothing of the one before");
#endif
}
