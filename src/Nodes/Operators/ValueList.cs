using System.Collections;
using System.Runtime.CompilerServices;

namespace Dataflow;

/// <summary>
/// A short immutable list that is equal to another when its elements are; what parameters keep lists in.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(ReadOnlySpan<T> items) => _items = items.ToArray();

    /// <summary>How many elements there are.</summary>
    public int Count => _items.Length;

    /// <summary>The element at <paramref name="index"/>, from 0.</summary>
    public T this[int index] => _items[index];

    /// <summary>The elements, in order.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes a <see cref="ValueList{T}"/>; collection expressions use it too.</summary>
public static class ValueList
{
    /// <summary>A list of these elements, copied.</summary>
    public static ValueList<T> Of<T>(params ReadOnlySpan<T> items) => new(items);
}
