namespace Dataflow.Nodes.Kernels;

/// <summary>The memory of one thread's registers, aligned to cache lines; kept as long as the thread lives.</summary>
internal static unsafe class TileArena
{
    private const int Alignment = 64;

    [ThreadStatic] private static byte[]? _bytes;

    /// <summary>At least so many bytes; good until this thread asks again.</summary>
    public static void* Rent(int bytes)
    {
        byte[]? mine = _bytes;
        if (mine is null || mine.Length < bytes + Alignment)
            _bytes = mine = GC.AllocateUninitializedArray<byte>(bytes + Alignment, pinned: true);
        nuint first = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref mine[0]);
        return (void*)((first + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
