using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <summary>
/// The sizes of an array along its axes, outermost first. Rank 0 is a scalar, which has one element. Immutable, and
/// equal by value.
/// </summary>
public sealed class Shape : IEquatable<Shape>
{
    /// <summary>How many axes an array may have: 64, as in NumPy.</summary>
    public const int MaxRank = 64;

    private readonly long[] _dimensions;

    private Shape(long[] dimensions, long length)
    {
        _dimensions = dimensions;
        Length = length;
    }

    /// <summary>The shape of a scalar: no axes, one element.</summary>
    public static Shape Scalar { get; } = new([], 1);

    /// <summary>How many axes.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>How many elements; 1 for a scalar, 0 when any axis is empty.</summary>
    public long Length { get; }

    /// <summary>The sizes, outermost axis first.</summary>
    public ReadOnlySpan<long> Dimensions => _dimensions;

    /// <summary>Whether this has no axes.</summary>
    public bool IsScalar => _dimensions.Length == 0;

    /// <summary>The size of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public long this[int axis] => _dimensions[NormalizeAxis(axis)];

    /// <summary>The shape with these sizes; <see cref="Scalar"/> when there are none.</summary>
    /// <exception cref="ShapeException">
    /// A size is negative, there are more than <see cref="MaxRank"/> of them, or more elements than can be counted;
    /// axes of size 0 do not count for that.
    /// </exception>
    public static Shape Of(params ReadOnlySpan<long> dimensions) =>
        dimensions.IsEmpty ? Scalar : new Shape(dimensions.ToArray(), ShapeRules.Count(dimensions));

    public static implicit operator Shape(long[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return Of(dimensions);
    }

    public static implicit operator Shape(int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return Of(Array.ConvertAll(dimensions, size => (long)size));
    }

    public static bool operator ==(Shape? x, Shape? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(Shape? x, Shape? y) => !(x == y);

    /// <summary>
    /// The shape of an operation on two arrays by NumPy's rules: axes are matched from the last one, and an axis of
    /// size 1, or one that is missing, is repeated.
    /// </summary>
    /// <exception cref="ShapeException">Two sizes differ and neither is 1.</exception>
    public static Shape Broadcast(Shape x, Shape y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return ShapeRules.Broadcast(x, y);
    }

    /// <summary>The axis counted from the front, 0 to <see cref="Rank"/> - 1.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public int NormalizeAxis(int axis)
    {
        int normal = axis < 0 ? axis + Rank : axis;
        if ((uint)normal < (uint)Rank) return normal;
        if (IsScalar) throw new ShapeException($"axis {axis} was asked for, but a scalar has no axes");
        throw new ShapeException($"axis {axis} is outside {-Rank}..{Rank - 1}, the axes of shape {this}");
    }

    public bool Equals(Shape? other) =>
        ReferenceEquals(this, other) || (other is not null && Dimensions.SequenceEqual(other.Dimensions));

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long size in _dimensions) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>The sizes as written in messages: <c>[3, 4]</c>, and <c>[]</c> for a scalar.</summary>
    public override string ToString() => ShapeRules.Format(_dimensions);
}
