using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What only few cells have at a time.</summary>
internal sealed class CellExtras
{
    private List<Past>? _pasts;
    private List<Work>? _works;
    private List<(RunId Run, int Cell)>? _borrowers;

    /// <summary>Where the node lives that this import stands for.</summary>
    public Seat Lender { get; init; } = Seat.None;

    public IReadOnlyList<Work> Works => _works ?? (IReadOnlyList<Work>)[];

    public bool HasPasts => _pasts is { Count: > 0 };

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

    public void Add(in Past past) => (_pasts ??= []).Add(past);

    public bool TryFindPast(long revision, Need need, out Past found)
    {
        foreach (Past past in _pasts ?? [])
        {
            if (!past.Span.Covers(revision) || (need == Need.Value && !past.HasValue)) continue;
            found = past;
            return true;
        }

        found = default;
        return false;
    }

    /// <summary>Lets go of what nobody can ask for; true when something is left.</summary>
    public bool Forget(long oldest)
    {
        if (_pasts is null) return false;
        foreach (Past past in _pasts)
        {
            if (past.Span.Until < oldest) past.Value.Release();
        }

        _pasts.RemoveAll(past => past.Span.Until < oldest);
        return _pasts.Count > 0;
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
internal readonly record struct Past(Value Value, int Version, RevisionSpan Span, bool HasValue)
{
    public Holding Holding => new(Value, Version, Span, HasValue);
}
