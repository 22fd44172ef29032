namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The laws of answers; checked in builds with laws, where a broken one breaks the graph. In other builds nothing of
/// this is there.
/// </summary>
internal sealed partial class Evaluations
{
    /// <summary>An answer has come.</summary>
    partial void CheckAnswer(Evaluated evaluated);

#if LAWS
    partial void CheckAnswer(Evaluated evaluated)
    {
        if (!_questions.TryGetValue(evaluated.Slot, out Question question)) return;
        (Revision asked, VersionedValue versioned) = (question.Evaluation.Active!.Revision, evaluated.Versioned);
        Invariant.Holds(asked <= revisions.Newest.Revision, "nobody asks at a revision that is not published");
        bool isOfTheRevision = !versioned.HasValue || versioned.Span.Covers(asked);
        Invariant.Holds(isOfTheRevision, "an answer holds at the revision of the question");
        Invariant.Holds(versioned.Value.Waiting is null, "what waits to be computed is no answer");
    }
#endif
}
