using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What only few cells have at a time.</summary>
internal sealed class CellExtras
{
    private Past? _pasts;
    private List<Work>? _works;
    private List<(RunId Run, int Cell)>? _borrowers;

    /// <summary>Where the node lives that this import stands for.</summary>
    public Seat Lender { get; init; } = Seat.None;

    public IReadOnlyList<Work> Works => _works ?? (IReadOnlyList<Work>)[];

    public bool HasPasts => _pasts is not null;

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => _pasts is null && _works is not { Count: > 0 } && _borrowers is null && !Lender.IsTaken;

    public void Add(Work work) => (_works ??= []).Add(work);

    public void Remove(Work work) => _works!.Remove(work);

    /// <summary>The work for just this revision.</summary>
    public Work? WorkAt(long revision)
    {
        if (_works is null) return null;
        foreach (Work work in _works)
        {
            if (work.Revision == revision) return work;
        }

        return null;
    }

    /// <summary>Work under way whose result will answer for this revision, as far as is known.</summary>
    public Work? AwaitedFor(long revision)
    {
        if (_works is null) return null;
        foreach (Work work in _works)
        {
            if (work.WillCover(revision)) return work;
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

    /// <summary>Lets go of what nobody can ask for; true when something is left.</summary>
    public bool Forget(long oldest)
    {
        Past? left = null;
        while (_pasts is { } past)
        {
            _pasts = past.Earlier;
            if (past.Span.Until < oldest) past.Value.Release();
            else (past.Earlier, left) = (left, past);
        }

        _pasts = left;
        return left is not null;
    }

    /// <summary>Notes that a run elsewhere holds the value now.</summary>
    public void Lend(RunId run, int cell)
    {
        _borrowers ??= [];
        if (!_borrowers.Contains((run, cell))) _borrowers.Add((run, cell));
    }

    /// <summary>Everybody elsewhere who holds the value; nobody does afterwards, as far as this side knows.</summary>
    public IReadOnlyList<(RunId Run, int Cell)> TakeBorrowers()
    {
        if (_borrowers is not { } borrowers) return [];
        _borrowers = null;
        return borrowers;
    }
}

/// <summary>An earlier value that running evaluations can still ask for.</summary>
internal sealed class Past(in Value value, int version, RevisionSpan span, bool hasValue)
{
    public Value Value { get; } = value;

    public int Version { get; } = version;

    public RevisionSpan Span { get; } = span;

    public bool HasValue { get; } = hasValue;

    /// <summary>The next one of the same cell.</summary>
    public Past? Earlier { get; set; }

    public Holding Holding => new(Value, Version, Span, HasValue);
}
