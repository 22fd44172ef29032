using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Stores that go past the caches. For results that no cache will hold until they are read, that saves reading the
/// memory that is about to be overwritten; for smaller ones it is much slower.
/// </summary>
internal static unsafe class Streaming
{
    /// <summary>From how many bytes on a result goes past the caches.</summary>
    public const long LeastBytes = 32L << 20;

    private const int Line = 64;

    /// <summary>Copies bytes from an aligned tile; to an aligned target past the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(void* tile, void* target, long bytes)
    {
        if ((nuint)target % Line != 0)
        {
            Buffer.MemoryCopy(tile, target, bytes, bytes);
            return;
        }

        byte* from = (byte*)tile, to = (byte*)target, end = to + (bytes / Line * Line);
        for (; to < end; from += Line, to += Line) Vector512.StoreAlignedNonTemporal(Vector512.Load(from), to);
        Buffer.MemoryCopy(from, to, bytes % Line, bytes % Line);
    }

    /// <summary>Whoever hears of the result after this sees all of it.</summary>
    public static void End()
    {
        if (Sse.IsSupported) Sse.StoreFence();
        else Thread.MemoryBarrier();
    }
}
