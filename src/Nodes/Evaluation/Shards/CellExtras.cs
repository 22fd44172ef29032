using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What only few cells have at a time.</summary>
internal sealed class CellExtras
{
    private const int FewBorrowers = 16;

    private PastValue? _pastValues;
    private SmallList<Work> _works;
    private SmallList<(ShardId Shard, int Cell)> _borrowers;
    private HashSet<(ShardId Shard, int Cell)>? _manyBorrowers;
    private int _versionsBefore;
    private int _versionsSeen;

    /// <summary>Where the node lives that this import stands for.</summary>
    public CellAddress Lender { get; set; } = CellAddress.None;

    /// <summary>
    /// Of an import: the one cell that reads it here; -1 while there is none, -2 when there are several.
    /// </summary>
    public int SoleUser { get; private set; } = -1;

    public ref readonly SmallList<Work> Works => ref _works;

    public bool HasPastValues => _pastValues is not null;

    /// <summary>The earlier values, linked.</summary>
    public PastValue? PastValues => _pastValues;

    /// <summary>How many elsewhere hold the value, as far as this side knows.</summary>
    public int BorrowerCount => _borrowers.Count;

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => _pastValues is null && _works.Count == 0 && _borrowers.Count == 0 && !Lender.IsTaken;

    /// <summary>
    /// From now on the cell stands for a node there. Its versions are counted on from the cell's own: a node that lives
    /// anew counts from 1 again, and must not be taken for the one before.
    /// </summary>
    public void BorrowFrom(CellAddress lender, int version)
    {
        _versionsBefore = _versionsSeen = Math.Max(version, _versionsSeen);
        Lender = lender;
    }

    /// <summary>What a lender has answered, with the version as counted here, cut by what was recalled.</summary>
    public VersionedValue AsKnownHere(in VersionedValue lent, long cut)
    {
        int version = AsKnownHere(lent.Version);
        _versionsSeen = Math.Max(version, _versionsSeen);
        RevisionSpan span = cut == RevisionSpan.Open ? lent.Span : lent.Span.CutBefore(cut);
        return new VersionedValue(lent.Value, version, span, lent.HasValue);
    }

    /// <summary>A lender's version as counted here.</summary>
    public int AsKnownHere(int version) => version == 0 ? 0 : version + _versionsBefore;

    /// <summary>Whether a cell elsewhere has the value, as far as this side knows.</summary>
    public bool HasLent(ShardId shard, int cell) => _borrowers.Contains((shard, cell));

    public void NoteUser(int user) => SoleUser = SoleUser == -1 || SoleUser == user ? user : -2;

    public void Add(Work work) => _works.Add(work);

    public void Remove(Work work) => _works.RemoveAll(known => known == work);

    /// <summary>The work for just this revision.</summary>
    public Work? WorkAt(long revision)
    {
        for (int i = 0; i < _works.Count; i++)
        {
            if (_works[i].Revision == revision) return _works[i];
        }

        return null;
    }

    /// <summary>Work under way whose result will answer for this revision, as far as is known.</summary>
    public Work? AwaitedFor(long revision)
    {
        for (int i = 0; i < _works.Count; i++)
        {
            if (_works[i].WillCover(revision)) return _works[i];
        }

        return null;
    }

    public void Add(PastValue past) => (past.Earlier, _pastValues) = (_pastValues, past);

    public bool TryFindPast(long revision, Need need, [NotNullWhen(true)] out PastValue? found)
    {
        for (found = _pastValues; found is not null; found = found.Earlier)
        {
            if (found.Span.Covers(revision) && (need != Need.Value || found.HasValue)) return true;
        }

        return false;
    }

    /// <summary>Lets go of what nobody can ask for; how many are left, and the earliest of them.</summary>
    public int Forget(LiveRevisions live, ref RevisionSpan kept)
    {
        PastValue? left = null;
        int count = 0;
        while (_pastValues is { } past)
        {
            _pastValues = past.Earlier;
            if (!live.Meets(past.Span))
            {
                past.Value.Release();
                continue;
            }

            (past.Earlier, left) = (left, past);
            if (past.Span.Until < kept.Until) kept = past.Span;
            count++;
        }

        _pastValues = left;
        return count;
    }

    /// <summary>Lets go of earlier values that are computations: they mean nothing outside the shard.</summary>
    public void DropWaiting()
    {
        for (PastValue? past = _pastValues; past is not null; past = past.Earlier)
        {
            if (past.Value.Waiting is not null) past.Drop();
        }
    }

    /// <summary>Lets go of all earlier values.</summary>
    public void DropAll()
    {
        for (PastValue? past = _pastValues; past is not null; past = past.Earlier) past.Drop();
        _pastValues = null;
    }

    /// <summary>Notes that a shard elsewhere holds the value now; once, however often it asks.</summary>
    public void Lend(ShardId shard, int cell)
    {
        if (_borrowers.Count == FewBorrowers && _manyBorrowers is null) NoteMany();
        bool isNew = _manyBorrowers is null ? !_borrowers.Contains((shard, cell)) : _manyBorrowers.Add((shard, cell));
        if (isNew) _borrowers.Add((shard, cell));
    }

    /// <summary>Everybody elsewhere who holds the value; nobody does afterwards, as far as this side knows.</summary>
    public SmallList<(ShardId Shard, int Cell)> TakeBorrowers()
    {
        SmallList<(ShardId Shard, int Cell)> borrowers = _borrowers;
        (_borrowers, _manyBorrowers) = (default, null);
        return borrowers;
    }

    private void NoteMany()
    {
        _manyBorrowers = new HashSet<(ShardId Shard, int Cell)>(2 * FewBorrowers);
        for (int i = 0; i < _borrowers.Count; i++) _manyBorrowers.Add(_borrowers[i]);
    }
}

/// <summary>An earlier value that running evaluations can still ask for.</summary>
internal sealed class PastValue(in Value value, int version, RevisionSpan span, bool hasValue)
{
    public Value Value { get; private set; } = value;

    public int Version { get; } = version;

    public RevisionSpan Span { get; } = span;

    public bool HasValue { get; private set; } = hasValue;

    /// <summary>The next one of the same cell.</summary>
    public PastValue? Earlier { get; set; }

    public VersionedValue Versioned => new(Value, Version, Span, HasValue);

    /// <summary>Lets the value go; for which revisions its version held is still known.</summary>
    public void Drop()
    {
        Value.Release();
        (Value, HasValue) = (default, false);
    }
}
