#if LAWS
namespace Dataflow.Nodes.Evaluation;

/// <summary>What builds with laws remember to check them.</summary>
internal sealed partial class ShardLaws(CellTable table)
{
    private const int CheckedAtATime = 128;

    private Revision _wave;
    private Revision _newestAsked;
    private Era _era = new(-1);
    private bool _isEngaged;
    private int _nextChecked;

    partial void Asked(Eval eval)
    {
        Invariant.Holds(eval.Oldest <= eval.Revision, "no question is older than the oldest that anybody can ask");
        Invariant.Holds(
            !_isEngaged || eval.Revision < _wave,
            "a revision is asked for only when its wave is quiet, and none is while an answer is owed");
        _newestAsked = Revision.Max(_newestAsked, eval.Revision);
    }

    partial void WaveCame(Revision revision)
    {
        Invariant.Holds(revision > _newestAsked, "a wave comes before anybody asks at its revision");
        Invariant.Holds(revision >= _wave, "no wave comes after a later one");
        Invariant.Holds(!_isEngaged || revision == _wave, "there is one wave at a time");
        _wave = revision;
    }

    partial void Engaged(bool isEngaged) => _isEngaged = isEngaged;

    partial void AnswerCame() => Invariant.Holds(_isEngaged, "a wave is answered as often as it was sent on");

    partial void Entering(EraPlan plan)
    {
        Invariant.Holds(plan.Era > _era, "no era is entered after a later one");
        (_era, _wave) = (plan.Era, Revision.First);
    }

    partial void Entered(Works works, Questions questions, Revision newest)
    {
        bool isEmpty = works.Tickets.Count == 0 && !_isEngaged && questions.AreNoneEarly;
        Invariant.Holds(isEmpty, "a new era begins with nothing");
        foreach (Work work in works.ToList())
        {
            bool isAbandoned = work.State == WorkState.Computing && work.Users.Count == 0 && work.Waiters.Count == 0;
            Invariant.Holds(isAbandoned, "in a new era nobody waits for what was begun before");
        }

        for (int i = 0; i < table.EdgeCount; i++)
            Invariant.Holds(!table.EdgeAt(i).IsLent, "a new era begins without loans");
        for (int i = 0; i < table.Count; i++)
            Invariant.Holds(IsCutTo(newest, ref table[i]), "in a new era no value holds longer than was lent before");
    }

    private static bool IsCutTo(Revision newest, ref Cell cell) =>
        (cell.IsSource || cell.Span.Until <= newest) && cell.Extras is not { BorrowerCount: > 0 };

    /// <summary>
    /// After each message some cells are looked at: all of a small shard, the next ones of a large one.
    /// </summary>
    partial void Handled()
    {
        for (int left = Math.Min(CheckedAtATime, table.Count); left > 0; left--)
        {
            if (_nextChecked >= table.Count) _nextChecked = 0;
            CellLaws.Check(table, _nextChecked++, CheckedAtATime);
        }
    }
}
#endif
