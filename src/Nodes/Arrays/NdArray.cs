using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>
/// An n-dimensional array of numbers: contiguous, the last axis running fastest, and never changed once a user can
/// see it. Made by <see cref="NdArray{T}"/>.
/// </summary>
public abstract class NdArray
{
    private protected NdArray(Shape shape, Block block)
    {
        Shape = shape;
        Block = block;
    }

    /// <summary>The sizes along the axes.</summary>
    public Shape Shape { get; }

    /// <summary>What the elements are.</summary>
    public abstract ElementType ElementType { get; }

    /// <summary>How many elements.</summary>
    public long Length => Shape.Length;

    /// <summary>How many bytes the elements take.</summary>
    public long Bytes => Length * ElementType.Size();

    /// <summary>Whether this has no axes, and so one element.</summary>
    public bool IsScalar => Shape.IsScalar;

    /// <summary>The memory; arrays that differ only in shape may share it.</summary>
    internal Block Block { get; }

    /// <summary>One lease more on the memory.</summary>
    internal void Retain() => Block.Retain();

    /// <summary>One lease less on the memory; after the last one, an array that did not escape is gone.</summary>
    internal void Release() => Block.Release();

    /// <summary>Marks this as handed to a user: its memory is never used for anything else from now on.</summary>
    internal NdArray Escape()
    {
        Block.Escape();
        return this;
    }
}
