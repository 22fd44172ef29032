using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Arrays;

/// <summary>
/// A piece of native memory, aligned to 64 bytes, that the pool lends again and again. Nobody but its
/// <see cref="Block"/> or its pool refers to it: so when a block is forgotten, this finalizer brings the memory back.
/// </summary>
internal sealed unsafe class Slab
{
    private readonly BufferPool pool;

    public Slab(BufferPool pool, int sizeClass, long bytes)
    {
        this.pool = pool;
        SizeClass = sizeClass;
        Bytes = bytes;
        Pointer = NativeMemory.AlignedAlloc((nuint)bytes, BufferPool.Alignment);
        GC.AddMemoryPressure(bytes);
    }

    // The collector alone knows when nobody can read an escaped array any more.
#pragma warning disable MA0055, CA1816
    ~Slab()
    {
        // An allocation that failed leaves a slab without memory behind.
        if (Pointer == null) return;
        GC.ReRegisterForFinalize(this);
        pool.Return(this);
    }

    public int SizeClass { get; }

    public long Bytes { get; }

    public void* Pointer { get; private set; }

    /// <summary>Back to the pool that it came from.</summary>
    public void GiveBack() => pool.Return(this);

    /// <summary>Back to the system; the pool's business.</summary>
    public void Free()
    {
        GC.SuppressFinalize(this);
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure(Bytes);
    }
#pragma warning restore MA0055, CA1816
}
