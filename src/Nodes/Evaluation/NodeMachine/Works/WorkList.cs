namespace Dataflow.Nodes.Evaluation;

/// <summary>All work of a shard, linked through the work itself, newest first.</summary>
internal struct WorkList
{
    private Work? _first;

    public readonly bool IsEmpty => _first is null;

    public void Add(Work work)
    {
        work.After = _first;
        if (_first is not null) _first.Before = work;
        _first = work;
    }

    public void Remove(Work work)
    {
        if (work.Before is { } before) before.After = work.After;
        else _first = work.After;
        if (work.After is { } after) after.Before = work.Before;
        (work.Before, work.After) = (null, null);
    }

    /// <summary>A copy, so that the list may change meanwhile.</summary>
    public readonly List<Work> ToList()
    {
        var all = new List<Work>();
        for (Work? work = _first; work is not null; work = work.After) all.Add(work);
        return all;
    }
}
