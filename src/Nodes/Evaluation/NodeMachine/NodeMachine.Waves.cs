using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Waves of invalidation. A wave goes exactly where something was lent. It is quiet when every message that it caused
/// was answered: Dijkstra and Scholten's detection of termination ("Termination detection for diffusing computations",
/// 1980), in which an actor that a wave has reached answers the message that reached it first when all it sent on is
/// answered, and every later one at once. So shards that borrow from each other do not wait for each other.
/// </summary>
internal sealed partial class NodeMachine
{
    [ThreadStatic] private static List<int>? _waveOfThread;

    private readonly List<CellAddress> _borrowers = [];
    private int _unanswered;
    private ShardId _waveFrom;

    private void On(Assign assign)
    {
        bool isEngaged = _unanswered > 0;
        CheckWave(assign.Revision);
        BeginWave();
        for (int i = assign.Values.Count - 1; i >= 0; i--)
        {
            ChangeOnce(assign.Values[i].Cell, assign.Revision, assign.Values[i].Value);
        }
        for (int i = 0; i < assign.Values.Count; i++) _cells[assign.Values[i].Cell].Flags &= ~CellFlags.IsAssigned;
        Spread(assign.Revision, ShardId.Clock, isEngaged);
    }

    private void On(Invalidate invalidate)
    {
        bool isEngaged = _unanswered > 0;
        CheckWave(invalidate.Revision);
        BeginWave().Add(invalidate.Cell);
        Spread(invalidate.Revision, invalidate.By, isEngaged);
    }

    /// <summary>
    /// The cells that a wave has yet to visit in this shard: empty between messages, so one list a thread serves all
    /// actors.
    /// </summary>
    private static List<int> BeginWave()
    {
        List<int> wave = _waveOfThread ??= [];
        wave.Clear();
        return wave;
    }

    private void OnInvalidated()
    {
        CheckOwed();
        if (--_unanswered == 0) AnswerWave(_waveFrom);
    }

    /// <summary>
    /// Sends the wave through the shard and on; answers now, or when the wave that first came here is quiet.
    /// </summary>
    private void Spread(long revision, ShardId from, bool isEngaged)
    {
        List<int> wave = _waveOfThread!;
        while (wave.Count > 0)
        {
            int index = wave[^1];
            wave.RemoveAt(wave.Count - 1);
            Cut(ref _cells[index], revision);
        }

        if (!isEngaged && _unanswered > 0) _waveFrom = from;
        else AnswerWave(from);
    }

    private void AnswerWave(ShardId to) => _outbox.Send(to, to == ShardId.Clock ? new Assigned() : new Invalidated());

    /// <summary>Of several values for a variable the last one counts, which comes first here.</summary>
    private void ChangeOnce(int index, long revision, in Value value)
    {
        ref Cell cell = ref _cells[index];
        bool isOutdated = (cell.Flags & CellFlags.IsAssigned) != CellFlags.None;
        cell.Flags |= CellFlags.IsAssigned;
        if (isOutdated || IsSame(ref cell, value)) value.Release();
        else Change(index, ref cell, revision, value);
    }

    /// <summary>A variable's new value: the one before stays for evaluations that have begun.</summary>
    private void Change(int index, ref Cell cell, long revision, in Value value)
    {
        RevisionSpan span = cell.Span.CutBefore(revision);
        KeepPast(index, ref cell, new PastValue(cell.Value.Retain(), cell.Version, span, true));
        cell.Drop();
        cell.Put(value);
        cell.Version++;
        cell.Span = new RevisionSpan(revision, RevisionSpan.Open);
        Spread(ref cell, revision);
    }

    /// <summary>What this cell holds, or is computing, does not hold from <paramref name="revision"/> on.</summary>
    private void Cut(ref Cell cell, long revision)
    {
        if (cell.Extras is { } extras)
        {
            for (int i = 0; i < extras.Works.Count; i++)
            {
                Work work = extras.Works[i];
                work.CutBefore(revision);
            }
        }

        if (cell.Span.Until < revision) return;
        cell.Span = cell.Span.CutBefore(revision);
        if (cell.IsImport) cell.Drop();
        Spread(ref cell, revision);
    }

    /// <summary>The wave goes on to everybody that borrowed the cell's value; the loans end with it.</summary>
    private void Spread(ref Cell cell, long revision)
    {
        List<int> wave = _waveOfThread!;
        for (int edge = cell.FirstLoan; edge != Edge.NoMore;)
        {
            ref Edge loan = ref _edges[edge];
            wave.Add(loan.User);
            edge = loan.NextLoan;
            loan.NextLoan = Edge.NotLent;
        }

        cell.FirstLoan = Edge.NoMore;
        if (cell.Extras is not { } extras) return;
        extras.TakeBorrowers().AddTo(_borrowers);
        foreach (CellAddress borrower in _borrowers)
        {
            _unanswered++;
            _outbox.Send(borrower.Shard, new Invalidate(_id, borrower.Cell, revision));
        }

        _borrowers.Clear();
    }
}
