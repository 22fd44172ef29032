using System.Numerics;
using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <content>The ways in.</content>
public sealed unsafe partial class NdArray<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A vector of these values.</summary>
    public static NdArray<T> Of(params ReadOnlySpan<T> values) => Copy(values, Shape.Of(values.Length));

    /// <summary>An array without axes.</summary>
    public static NdArray<T> Scalar(T value) => Copy(new ReadOnlySpan<T>(in value), Shape.Scalar);

    /// <summary>A copy of the values, in order, in this shape.</summary>
    /// <exception cref="ShapeException">The shape has another number of elements.</exception>
    public static NdArray<T> From(ReadOnlySpan<T> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        RequireLength(values.Length, shape);
        return Copy(values, shape);
    }

    /// <summary>A copy of the values, as a vector.</summary>
    public static NdArray<T> From(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(values);
    }

    /// <summary>
    /// The array itself, as a vector or in the given shape, without a copy. It is handed over for good: the caller
    /// must not write to it again, and the engine never does.
    /// </summary>
    /// <exception cref="ShapeException">The shape has another number of elements.</exception>
    public static NdArray<T> Move(T[] values, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        _ = ElementTypes.Of<T>();
        shape ??= Shape.Of(values.Length);
        RequireLength(values.Length, shape);
        return new NdArray<T>(shape, Block.Adopt(values));
    }

    private static NdArray<T> Copy(ReadOnlySpan<T> values, Shape shape)
    {
        NdArray<T> array = Allocate(shape);
        values.CopyTo(array.Writable());
        return array.Escape();
    }

    private static void RequireLength(long length, Shape shape)
    {
        if (length != shape.Length) throw new ShapeException($"{length} values do not fill shape {shape}");
    }
}
