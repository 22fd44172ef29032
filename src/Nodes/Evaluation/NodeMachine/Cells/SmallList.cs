namespace Dataflow.Nodes.Evaluation;

/// <summary>A list that mostly has one element, and then costs no object.</summary>
internal struct SmallList<T>
{
    private T _first;
    private List<T>? _rest;

    public int Count { get; private set; }

    public readonly T this[int index] => index == 0 ? _first : _rest![index - 1];

    public void Add(T item)
    {
        if (Count == 0) _first = item;
        else (_rest ??= []).Add(item);
        Count++;
    }

    public readonly bool Contains(T item)
    {
        for (int i = 0; i < Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(this[i], item)) return true;
        }

        return false;
    }

    /// <summary>Takes out what matches; says how many that were.</summary>
    public int RemoveAll(Predicate<T> match)
    {
        SmallList<T> left = default;
        for (int i = 0; i < Count; i++)
        {
            if (!match(this[i])) left.Add(this[i]);
        }

        int removed = Count - left.Count;
        this = left;
        return removed;
    }
}
