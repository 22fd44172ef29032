using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Memory;

/// <summary>
/// A piece of memory, aligned to 64 bytes, that the pool lends again and again. It lies inside a managed array that
/// the collector never moves; so memory that anybody can still read, be it only through a span, is never reused, and
/// a slab that everybody forgot is simply collected.
/// </summary>
internal sealed unsafe class Slab
{
    // Whatever it is cut from; referring to it is what keeps the memory.
    private readonly Array _owner;

    private Slab(Array owner, void* pointer, int sizeClass, long bytes)
    {
        _owner = owner;
        Pointer = pointer;
        SizeClass = sizeClass;
        Bytes = bytes;
    }

    public int SizeClass { get; }

    public long Bytes { get; }

    public void* Pointer { get; }

    /// <summary>A slab of its own.</summary>
    /// <exception cref="OutOfMemoryException">There is no such memory.</exception>
    public static Slab Allocate(int sizeClass, long bytes)
    {
        if (bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) throw new InsufficientMemoryException();
        Line[] lines = Pinned((bytes / sizeof(Line)) + 1);
        HugePages.Ask(Aligned(lines), bytes);
        return new Slab(lines, Aligned(lines), sizeClass, bytes);
    }

    /// <summary>A small slab, cut from a chunk that it shares with its neighbours.</summary>
    public static Slab Cut(int sizeClass, long bytes)
    {
        Chunk? chunk = Chunk.Current;
        if (chunk is null || chunk.Left < bytes) Chunk.Current = chunk = new Chunk();
        return new Slab(chunk.Lines, chunk.Take(bytes), sizeClass, bytes);
    }

    private static Line[] Pinned(long lines)
    {
        if (lines > Array.MaxLength) throw new InsufficientMemoryException();
        return GC.AllocateUninitializedArray<Line>((int)lines, pinned: true);
    }

    private static byte* Aligned(Line[] lines)
    {
        nuint first = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(lines));
        return (byte*)((first + BufferPool.Alignment - 1) & ~(nuint)(BufferPool.Alignment - 1));
    }

    // Elements of 64 bytes let one managed array be as long as 128 GiB.
    [StructLayout(LayoutKind.Sequential, Size = BufferPool.Alignment)]
    private struct Line;

    /// <summary>
    /// What small slabs are cut from, one after the other, by one thread. A pinned allocation costs 300 ns and more,
    /// a cut 10; in return, one small array that lives long keeps its chunk.
    /// </summary>
    private sealed class Chunk
    {
        private const int Bytes = 32 << 10;

        [ThreadStatic]
        public static Chunk? Current;

        private byte* _next;

        public Chunk()
        {
            Lines = Pinned((Bytes / sizeof(Line)) + 1);
            _next = Aligned(Lines);
            Left = Bytes;
        }

        public Line[] Lines { get; }

        public long Left { get; private set; }

        public void* Take(long bytes)
        {
            byte* taken = _next;
            _next += bytes;
            Left -= bytes;
            return taken;
        }
    }
}
