using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes;
using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <summary>
/// An n-dimensional array of numbers: contiguous, the last axis running fastest, and never changed once a user can
/// see it. Made by <see cref="NdArray{T}"/>. Disposing of it is never needed, but gives its memory back at once.
/// </summary>
public abstract class NdArray : IDisposable
{
    private const string OnlyWithLaws = "The generation is there in builds with laws only.";

    private Block? _block;
    private volatile bool _stays;

#if LAWS
    private int _generation;
#endif

    private protected NdArray(Shape shape, Block block)
    {
        (Shape, _block) = (shape, block);
        NoteGeneration();
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
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    internal Block Block
    {
        get
        {
            Block? block = _block;
            ObjectDisposedException.ThrowIf(block is null, this);
            return block;
        }
    }

    /// <summary>
    /// Gives the memory back for other arrays, as soon as nobody else has it: an engine that still needs the value
    /// keeps it. The array throws from then on, and spans of it must not be used any more. An array that became a
    /// constant of a graph stays. Without this, the collector takes the memory when the array is forgotten.
    /// </summary>
    public void Dispose()
    {
        if (!_stays) Interlocked.Exchange(ref _block, null)?.Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposing has no effect from now on.</summary>
    internal void Stay() => _stays = true;

    /// <summary>One lease more on the memory.</summary>
    internal void Retain() => Block.Retain();

    /// <summary>One lease less on the memory; after the last one, an array that did not escape is gone.</summary>
    internal void Release() => Block.Release();

    /// <summary>
    /// This array was written in the place of another one: that one, and whatever shares its memory, must not be read
    /// any more. Only builds with laws take note of it.
    /// </summary>
    [Conditional(Invariant.Builds)]
    internal void TakePlace()
    {
        Block.Overwrite();
        NoteGeneration();
    }

    /// <summary>Checks, in builds with laws, that the elements are still this array's.</summary>
    [Conditional(Invariant.Builds)]
    [SuppressMessage("Performance", "CA1822", Justification = OnlyWithLaws)]
    internal void CheckPlace()
    {
#if LAWS
        Invariant.Holds(Block.Generation == _generation, "no array is read after another was written in its place");
#endif
    }

    [Conditional(Invariant.Builds)]
    [SuppressMessage("Performance", "CA1822", Justification = OnlyWithLaws)]
    private void NoteGeneration()
    {
#if LAWS
        _generation = Block.Generation;
#endif
    }

    /// <summary>Marks this as handed to a user: its memory is never written to while anybody has it.</summary>
    internal NdArray Escape()
    {
        Block.Escape();
        return this;
    }
}
