using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What only few cells have at a time.</summary>
internal sealed class CellExtras
{
    private const int FewBorrowers = 16;

    private Past? _pasts;
    private Few<Work> _works;
    private Few<(RunId Run, int Cell)> _borrowers;
    private HashSet<(RunId Run, int Cell)>? _manyBorrowers;
    private int _versionsBefore;
    private int _versionsSeen;

    /// <summary>Where the node lives that this import stands for.</summary>
    public Seat Lender { get; set; } = Seat.None;

    /// <summary>
    /// Of an import: the one cell that reads it here; -1 while there is none, -2 when there are several.
    /// </summary>
    public int SoleUser { get; private set; } = -1;

    public ref readonly Few<Work> Works => ref _works;

    public bool HasPasts => _pasts is not null;

    /// <summary>The earlier values, linked.</summary>
    public Past? Pasts => _pasts;

    /// <summary>How many elsewhere hold the value, as far as this side knows.</summary>
    public int BorrowerCount => _borrowers.Count;

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => _pasts is null && _works.Count == 0 && _borrowers.Count == 0 && !Lender.IsTaken;

    /// <summary>
    /// From now on the cell stands for a node there. Its versions are counted on from the cell's own: a node that lives
    /// anew counts from 1 again, and must not be taken for the one before.
    /// </summary>
    public void BorrowFrom(Seat lender, int version)
    {
        _versionsBefore = _versionsSeen = Math.Max(version, _versionsSeen);
        Lender = lender;
    }

    /// <summary>What a lender has answered, with the version as counted here, cut by what was recalled.</summary>
    public Holding AsKnownHere(in Holding lent, long cut)
    {
        int version = AsKnownHere(lent.Version);
        _versionsSeen = Math.Max(version, _versionsSeen);
        RevisionSpan span = cut == RevisionSpan.Open ? lent.Span : lent.Span.CutBefore(cut);
        return new Holding(lent.Value, version, span, lent.HasValue);
    }

    /// <summary>A lender's version as counted here.</summary>
    public int AsKnownHere(int version) => version == 0 ? 0 : version + _versionsBefore;

    /// <summary>Whether a cell elsewhere has the value, as far as this side knows.</summary>
    public bool HasLent(RunId run, int cell) => _borrowers.Contains((run, cell));

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

    public void Add(Past past) => (past.Earlier, _pasts) = (_pasts, past);

    public bool TryFindPast(long revision, Need need, [NotNullWhen(true)] out Past? found)
    {
        for (found = _pasts; found is not null; found = found.Earlier)
        {
            if (found.Span.Covers(revision) && (need != Need.Value || found.HasValue)) return true;
        }

        return false;
    }

    /// <summary>Lets go of what nobody can ask for; how many are left, and the earliest of them.</summary>
    public int Forget(Askable askable, ref RevisionSpan kept)
    {
        Past? left = null;
        int count = 0;
        while (_pasts is { } past)
        {
            _pasts = past.Earlier;
            if (!askable.Meets(past.Span))
            {
                past.Value.Release();
                continue;
            }

            (past.Earlier, left) = (left, past);
            if (past.Span.Until < kept.Until) kept = past.Span;
            count++;
        }

        _pasts = left;
        return count;
    }

    /// <summary>Lets go of earlier values that are computations: they mean nothing outside the run.</summary>
    public void DropWaiting()
    {
        for (Past? past = _pasts; past is not null; past = past.Earlier)
        {
            if (past.Value.Waiting is not null) past.Drop();
        }
    }

    /// <summary>Lets go of all earlier values.</summary>
    public void DropAll()
    {
        for (Past? past = _pasts; past is not null; past = past.Earlier) past.Drop();
        _pasts = null;
    }

    /// <summary>Notes that a run elsewhere holds the value now; once, however often it asks.</summary>
    public void Lend(RunId run, int cell)
    {
        if (_borrowers.Count == FewBorrowers && _manyBorrowers is null) NoteMany();
        bool isNew = _manyBorrowers is null ? !_borrowers.Contains((run, cell)) : _manyBorrowers.Add((run, cell));
        if (isNew) _borrowers.Add((run, cell));
    }

    /// <summary>Everybody elsewhere who holds the value; nobody does afterwards, as far as this side knows.</summary>
    public Few<(RunId Run, int Cell)> TakeBorrowers()
    {
        Few<(RunId Run, int Cell)> borrowers = _borrowers;
        (_borrowers, _manyBorrowers) = (default, null);
        return borrowers;
    }

    private void NoteMany()
    {
        _manyBorrowers = new HashSet<(RunId Run, int Cell)>(2 * FewBorrowers);
        for (int i = 0; i < _borrowers.Count; i++) _manyBorrowers.Add(_borrowers[i]);
    }
}

/// <summary>An earlier value that running evaluations can still ask for.</summary>
internal sealed class Past(in Value value, int version, RevisionSpan span, bool hasValue)
{
    public Value Value { get; private set; } = value;

    public int Version { get; } = version;

    public RevisionSpan Span { get; } = span;

    public bool HasValue { get; private set; } = hasValue;

    /// <summary>The next one of the same cell.</summary>
    public Past? Earlier { get; set; }

    public Holding Holding => new(Value, Version, Span, HasValue);

    /// <summary>Lets the value go; for which revisions its version held is still known.</summary>
    public void Drop()
    {
        Value.Release();
        (Value, HasValue) = (default, false);
    }
}
