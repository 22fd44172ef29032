using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Cells of other shards, each once. Mostly one or a few.</summary>
internal struct CellSet
{
    private const int Few = 16;

    private SmallList<CellAddress> _few;
    private HashSet<CellAddress>? _many;

    public readonly int Count => _many?.Count ?? _few.Count;

    public readonly bool Contains(CellAddress cell) => _many?.Contains(cell) ?? _few.Contains(cell);

    /// <summary>False when it was there before.</summary>
    public bool Add(CellAddress cell)
    {
        if (_many is not null) return _many.Add(cell);
        if (_few.Contains(cell)) return false;
        if (_few.Count == Few) BecomeMany();
        if (_many is null) _few.Add(cell);
        else _many.Add(cell);
        return true;
    }

    /// <summary>False when it was not there.</summary>
    public bool Remove(CellAddress cell) => _many?.Remove(cell) ?? _few.RemoveAll(known => known == cell) > 0;

    /// <summary>Takes out the cells of shards that are not among these; says how many.</summary>
    public int KeepOnly(IReadOnlyCollection<ShardId> shards) =>
        _many?.RemoveWhere(cell => !shards.Contains(cell.Shard))
        ?? _few.RemoveAll(cell => !shards.Contains(cell.Shard));

    /// <summary>Adds all of them to a list.</summary>
    public readonly void AddTo(List<CellAddress> list)
    {
        if (_many is not null) list.AddRange(_many);
        else for (int i = 0; i < _few.Count; i++) list.Add(_few[i]);
    }

    private void BecomeMany()
    {
        _many = new HashSet<CellAddress>(2 * Few);
        for (int i = 0; i < _few.Count; i++) _many.Add(_few[i]);
        _few = default;
    }
}
