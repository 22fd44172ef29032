using System.Numerics;
using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <summary>
/// An n-dimensional array of floats or doubles: contiguous, the last axis running fastest, immutable. Every
/// <c>From</c> copies; <see cref="Move"/> is the one way in that does not.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed unsafe partial class NdArray<T> : ArrayElements<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private NdArray(Shape shape, Block block) : base(shape, block) { }

    /// <summary>Whether the first element is at a multiple of 64 bytes.</summary>
    internal bool IsAligned => (nuint)Pointer % BufferPool.Alignment == 0;

    /// <summary>The element at this index, one number an axis; negative ones count from the end.</summary>
    /// <exception cref="ShapeException">Too few or too many numbers, or one outside its axis.</exception>
    public T this[params ReadOnlySpan<long> index]
    {
        get
        {
            T value = Pointer[OffsetOf(index)];
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>The elements in order; like a span over any array, it is good for as long as it is used.</summary>
    /// <exception cref="InvalidOperationException">There are more than a span can have.</exception>
    public ReadOnlySpan<T> AsSpan() => Writable();

    /// <summary>A new array for a result: not initialised, not escaped, one lease.</summary>
    /// <exception cref="DataflowException">There is no memory for it.</exception>
    internal static new NdArray<T> Allocate(Shape shape) => new(shape, Rent(shape));

    /// <summary>The same elements in another shape: one lease more on the same memory.</summary>
    /// <exception cref="ShapeException">The shape has another number of elements.</exception>
    internal NdArray<T> Reshaped(Shape shape)
    {
        if (shape.Length != Length) throw new ShapeException($"{Length} elements of shape {Shape} do not fill {shape}");
        CheckPlace();
        Block.Retain();
        return new NdArray<T>(shape, Block);
    }

    /// <summary>Another array over the same memory, for somebody who disposes of it or not as he likes.</summary>
    internal NdArray<T> Share()
    {
        CheckPlace();
        Block.Retain();
        return new NdArray<T>(Shape, Block);
    }

    /// <summary>Marks this as handed to a user: its memory is never written to while anybody has it.</summary>
    internal new NdArray<T> Escape()
    {
        Block.Escape();
        return this;
    }

    private long OffsetOf(ReadOnlySpan<long> index)
    {
        ReadOnlySpan<long> sizes = Shape.Dimensions;
        if (index.Length != sizes.Length)
            throw new ShapeException($"index {ShapeRules.Format(index)} has not one number for each axis of {Shape}");
        long offset = 0;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            long at = index[axis] < 0 ? index[axis] + sizes[axis] : index[axis];
            if ((ulong)at >= (ulong)sizes[axis])
                throw new ShapeException($"index {ShapeRules.Format(index)} is outside shape {Shape} on axis {axis}");
            offset = (offset * sizes[axis]) + at;
        }

        return offset;
    }
}
