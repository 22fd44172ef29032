using System.Numerics;
using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <summary>
/// The elements of an array where they lie in memory: what operators read and fill. <see cref="NdArray{T}"/> is the
/// array that users make, read and compute with.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public unsafe class ArrayElements<T> : NdArray where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected ArrayElements(Shape shape, Block block) : base(shape, block) { }

    public sealed override ElementType ElementType => ElementTypes.Of<T>();

    /// <summary>
    /// The first element; 64-byte aligned unless the memory was a user's own. Whoever works on the pointer keeps the
    /// array reachable until after its last use (<see cref="GC.KeepAlive"/>).
    /// </summary>
    internal T* Pointer
    {
        get
        {
            CheckPlace();
            return (T*)Block.Pointer;
        }
    }

    /// <summary>Elements that no user will see: not initialised, one lease.</summary>
    /// <exception cref="DataflowException">There is no memory for them.</exception>
    internal static ArrayElements<T> Allocate(Shape shape) => new(shape, Rent(shape));

    /// <summary>The elements in order, for whoever fills them.</summary>
    /// <exception cref="InvalidOperationException">There are more than a span can have.</exception>
    internal Span<T> Writable()
    {
        if (Length > int.MaxValue)
            throw new InvalidOperationException($"{Length} elements of shape {Shape} are more than a span can have");
        Span<T> elements = new(Pointer, (int)Length);
        GC.KeepAlive(this);
        return elements;
    }

    /// <summary>Memory for the elements of an array of this shape.</summary>
    /// <exception cref="DataflowException">There is none.</exception>
    private protected static Block Rent(Shape shape)
    {
        long bytes = shape.Length * ElementTypes.Of<T>().Size();
        try { return Block.Rent(bytes, BufferPool.Shared); }
        catch (OutOfMemoryException e)
        {
            throw new DataflowException($"out of memory: {bytes} bytes for an array of shape {shape}", e);
        }
    }
}
