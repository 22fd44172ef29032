using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Waves of invalidation: new values for variables, and the word that what was lent does not hold any more. A wave goes
/// exactly where something was lent, in the shard and on to others, and is answered when it is quiet.
/// </summary>
internal sealed class Waves(
    ShardId id, CellTable table, NewestValues values, ShardLaws? laws, IOutbox outbox)
{
    // Begun anew with each message, so one of each for a thread serves all shards.
    [ThreadStatic] private static List<int>? _toCutOfThread;
    [ThreadStatic] private static List<CellAddress>? _borrowersOfThread;

    private Wave _wave;

    /// <summary>Variables get new values.</summary>
    public void Take(Assign assign)
    {
        bool wasEngaged = _wave.IsEngaged;
        laws?.CheckWave(assign.Revision);
        List<int> toCut = Begin();
        for (int i = assign.Values.Count - 1; i >= 0; i--)
            ChangeOnce(assign.Values[i].Cell, assign.Revision, assign.Values[i].Value, toCut);
        for (int i = 0; i < assign.Values.Count; i++) table[assign.Values[i].Cell].Unset(CellFlags.IsAssigned);
        Spread(toCut, assign.Revision, ShardId.Clock, wasEngaged);
    }

    /// <summary>What was borrowed does not hold any more.</summary>
    public void Take(Invalidate invalidate)
    {
        bool wasEngaged = _wave.IsEngaged;
        laws?.CheckWave(invalidate.Revision);
        List<int> toCut = Begin();
        toCut.Add(invalidate.Cell);
        Spread(toCut, invalidate.Revision, invalidate.By, wasEngaged);
    }

    /// <summary>A shard that this one sent the wave on to is quiet.</summary>
    public void TakeAnswer()
    {
        laws?.CheckOwed();
        if (_wave.IsQuietAfterAnswer(out ShardId first)) Answer(first);
        laws?.NoteEngaged(_wave.IsEngaged);
    }

    /// <summary>Nothing is owed any more.</summary>
    public void Abandon()
    {
        _wave = default;
        laws?.NoteEngaged(isEngaged: false);
    }

    private static List<int> Begin()
    {
        List<int> toCut = _toCutOfThread ??= [];
        toCut.Clear();
        return toCut;
    }

    /// <summary>Of several values for a variable the last one counts, which comes first here.</summary>
    private void ChangeOnce(int index, Revision revision, in Value value, List<int> toCut)
    {
        ref Cell cell = ref table[index];
        bool isOutdated = cell.Has(CellFlags.IsAssigned);
        cell.Set(CellFlags.IsAssigned);
        if (isOutdated || NewestValues.IsSame(ref cell, value))
        {
            value.Release();
            return;
        }

        values.Replace(index, ref cell, revision, value);
        Recall(ref cell, revision, toCut);
    }

    /// <summary>
    /// Sends the wave through the shard and on; answers now, or when the wave that first came here is quiet.
    /// </summary>
    private void Spread(List<int> toCut, Revision revision, ShardId from, bool wasEngaged)
    {
        while (toCut.Count > 0)
        {
            int index = toCut[^1];
            toCut.RemoveAt(toCut.Count - 1);
            Cut(ref table[index], revision, toCut);
        }

        if (_wave.IsAnsweredNow(from, wasEngaged)) Answer(from);
        laws?.NoteEngaged(_wave.IsEngaged);
    }

    /// <summary>What this cell holds, or is computing, does not hold from <paramref name="revision"/> on.</summary>
    private void Cut(ref Cell cell, Revision revision, List<int> toCut)
    {
        if (cell.Extras is { } extras)
        {
            for (int i = 0; i < extras.Works.Count; i++) extras.Works[i].CutBefore(revision);
        }

        if (cell.Span.Until < revision) return;
        cell.CutBefore(revision);
        if (cell.IsImport) cell.Drop();
        Recall(ref cell, revision, toCut);
    }

    /// <summary>The wave goes on to everybody that borrowed the cell's value; the loans end with it.</summary>
    private void Recall(ref Cell cell, Revision revision, List<int> toCut)
    {
        table.RecallLoans(ref cell, toCut);
        if (cell.Extras is { BorrowerCount: > 0 } extras) RecallElsewhere(extras, revision);
    }

    private void RecallElsewhere(CellExtras extras, Revision revision)
    {
        List<CellAddress> borrowers = _borrowersOfThread ??= [];
        borrowers.Clear();
        extras.TakeBorrowers().AddTo(borrowers);
        foreach (CellAddress borrower in borrowers)
        {
            _wave.SendOn();
            outbox.Send(borrower.Shard, new Invalidate(id, borrower.Cell, revision));
        }
    }

    private void Answer(ShardId to) => outbox.Send(to, to == ShardId.Clock ? new Assigned() : new Invalidated());
}
