using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What only few cells have at a time.</summary>
internal sealed class CellExtras
{
    private PastValue? _pastValues;
    private SmallList<Work> _works;
    private CellSet _borrowers;
    private CellSet _importers;
    private Version _versionsBefore;
    private Version _versionsSeen;

    /// <summary>Where the node lives that this import stands for.</summary>
    public CellAddress Lender { get; set; } = CellAddress.None;

    /// <summary>Of an import: which node it is that the cell stands for, of those that it has stood for.</summary>
    public int Tenant { get; init; }

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

    /// <summary>Of an import that is going: its lender was told, and has not answered yet.</summary>
    public bool IsReturning { get; set; }

    /// <summary>Of an import that is going: its lender has answered.</summary>
    public bool IsReturned { get; set; }

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty =>
        _pastValues is null && _works.Count == 0 && _borrowers.Count == 0 && _importers.Count == 0 && !Lender.IsTaken;

    /// <summary>How many imports of other shards stand for this cell.</summary>
    public int ImporterCount => _importers.Count;

    /// <summary>
    /// From now on the cell stands for a node there. Its versions are counted on from the cell's own: a node that lives
    /// anew counts from 1 again, and must not be taken for the one before.
    /// </summary>
    public void BorrowFrom(CellAddress lender, Version version)
    {
        _versionsBefore = _versionsSeen = Version.Max(version, _versionsSeen);
        Lender = lender;
    }

    /// <summary>What a lender has answered, with the version as counted here, cut by what was recalled.</summary>
    public VersionedValue AsKnownHere(in VersionedValue lent, Revision cut)
    {
        Version version = AsKnownHere(lent.Version);
        _versionsSeen = Version.Max(version, _versionsSeen);
        RevisionSpan span = cut == RevisionSpan.Open ? lent.Span : lent.Span.CutBefore(cut);
        return new VersionedValue(lent.Value, version, span, lent.HasValue);
    }

    /// <summary>A lender's version as counted here.</summary>
    public Version AsKnownHere(Version version) =>
        version == Version.None ? Version.None : new Version(version.Number + _versionsBefore.Number);

    /// <summary>Whether a cell elsewhere has the value, as far as this side knows.</summary>
    public bool HasLent(CellAddress borrower) => _borrowers.Contains(borrower);

    public void NoteUser(int user) => SoleUser = SoleUser == -1 || SoleUser == user ? user : -2;

    /// <summary>One of an import's users is gone, and so many are left.</summary>
    public void ForgetUser(int user, int left)
    {
        if (SoleUser == user || left == 0) SoleUser = -1;
    }

    public void Add(Work work) => _works.Add(work);

    public void Remove(Work work) => _works.RemoveAll(known => known == work);

    /// <summary>The work for just this revision.</summary>
    public Work? WorkAt(Revision revision)
    {
        for (int i = 0; i < _works.Count; i++)
        {
            if (_works[i].Revision == revision) return _works[i];
        }

        return null;
    }

    /// <summary>Work under way whose result will answer for this revision, as far as is known.</summary>
    public Work? AwaitedFor(Revision revision)
    {
        for (int i = 0; i < _works.Count; i++)
        {
            if (_works[i].WillCover(revision)) return _works[i];
        }

        return null;
    }

    public void Add(PastValue past) => (past.Earlier, _pastValues) = (_pastValues, past);

    public bool TryFindPast(Revision revision, Need need, [NotNullWhen(true)] out PastValue? found)
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

    /// <summary>An import of another shard stands for this cell; false when that was known.</summary>
    public bool AddImporter(CellAddress import) => _importers.Add(import);

    /// <summary>An import is going: it has borrowed nothing any more. False when it was none.</summary>
    public bool RemoveImporter(CellAddress import)
    {
        _borrowers.Remove(import);
        return _importers.Remove(import);
    }

    /// <summary>Of the imports, only those in these shards are left; says how many are gone.</summary>
    public int KeepImporters(IReadOnlyCollection<ShardId> shards) => _importers.KeepOnly(shards);

    /// <summary>Notes that a shard elsewhere holds the value now; once, however often it asks.</summary>
    public void Lend(CellAddress borrower) => _borrowers.Add(borrower);

    /// <summary>Everybody elsewhere who holds the value; nobody does afterwards, as far as this side knows.</summary>
    public CellSet TakeBorrowers()
    {
        CellSet borrowers = _borrowers;
        _borrowers = default;
        return borrowers;
    }
}
