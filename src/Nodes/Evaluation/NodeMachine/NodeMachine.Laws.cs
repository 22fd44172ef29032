using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The laws of waves and eras, and of values when they come to a cell; checked in builds with laws, where a broken one
/// fails the shard. In other builds nothing of this is there.
/// </summary>
internal sealed partial class NodeMachine
{
    /// <summary>A question has come.</summary>
    partial void CheckAsked(Eval eval);

    /// <summary>A wave has come, or comes again.</summary>
    partial void CheckWave(long revision);

    /// <summary>An answer to a wave has come.</summary>
    partial void CheckOwed();

    /// <summary>An era is to be entered.</summary>
    partial void CheckEra(EraPlan plan);

    /// <summary>An era was entered: nothing of what was before is left.</summary>
    partial void CheckEntered();

    /// <summary>A cell gets a value that holds for these revisions, or finds that it does.</summary>
    static partial void CheckCovers(RevisionSpan span, long revision);

    /// <summary>A cell that has its value gets the same one again.</summary>
    static partial void CheckSame(ref Cell cell, in Value again);

    /// <summary>A cell is to go.</summary>
    static partial void CheckLeaves(ref Cell cell);

    /// <summary>A message was handled.</summary>
    partial void CheckCells();

#if LAWS
    private long _wave;
    private long _newestAsked;
    private long _era = -1;
    private int _nextChecked;

    partial void CheckAsked(Eval eval)
    {
        Invariant.Holds(eval.Oldest <= eval.Revision, "no question is older than the oldest that anybody can ask");
        Invariant.Holds(
            _unanswered == 0 || eval.Revision < _wave,
            "a revision is asked for only when its wave is quiet, and none is while an answer is owed");
        _newestAsked = Math.Max(_newestAsked, eval.Revision);
    }

    partial void CheckWave(long revision)
    {
        Invariant.Holds(revision > _newestAsked, "a wave comes before anybody asks at its revision");
        Invariant.Holds(revision >= _wave, "no wave comes after a later one");
        Invariant.Holds(_unanswered == 0 || revision == _wave, "there is one wave at a time");
        _wave = revision;
    }

    partial void CheckOwed() => Invariant.Holds(_unanswered > 0, "a wave is answered as often as it was sent on");

    partial void CheckEra(EraPlan plan)
    {
        Invariant.Holds(plan.Era > _era, "no era is entered after a later one");
        (_era, _wave) = (plan.Era, 0);
    }

    partial void CheckEntered()
    {
        Invariant.Holds(_tickets.Count == 0 && _unanswered == 0 && _early.Count == 0, "a new era begins with nothing");
        foreach (Work work in _works.ToList())
        {
            bool isAbandoned = work.State == WorkState.Computing && work.Users.Count == 0 && work.Waiters.Count == 0;
            Invariant.Holds(isAbandoned, "in a new era nobody waits for what was begun before");
        }

        for (int i = 0; i < _edges.Count; i++)
            Invariant.Holds(_edges[i].NextLoan == Edge.NotLent, "a new era begins without loans");
        for (int i = 0; i < _cells.Count; i++)
            Invariant.Holds(IsCutTo(_newest, ref _cells[i]), "in a new era no value holds longer than was lent before");
    }

    private static bool IsCutTo(long newest, ref Cell cell) =>
        (cell.IsSource || cell.Span.Until <= newest) && cell.Extras is not { BorrowerCount: > 0 };

    static partial void CheckCovers(RevisionSpan span, long revision) =>
        Invariant.Holds(span.Covers(revision), "a value holds at the revision that it was made or found for");

    static partial void CheckSame(ref Cell cell, in Value again)
    {
        bool isSame = (cell.Content, again.Content) switch
        {
            (null, null) => Value.AreSameNumber(cell.Value, again),
            (NdArray one, NdArray other) => ArrayBits.AreEqual(one, other),
            (Fault, Fault) => true,
            _ => cell.IsWaiting || again.Waiting is not null,
        };
        Invariant.Holds(isSame, "what is computed twice for one revision has the same bits");
    }
#endif
}
