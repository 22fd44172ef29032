using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Where a loop's elements lie, and so whether to ask for them before they are read.</summary>
internal unsafe interface IReach
{
    /// <summary>Asks for the lines of so many bytes; to ask for what lies beyond an array does no harm.</summary>
    static abstract void Ask(void* address, int bytes);
}

/// <summary>In the caches; asking would only cost.</summary>
internal readonly unsafe struct Near : IReach
{
    public static void Ask(void* address, int bytes)
    {
    }
}

/// <summary>
/// In memory. The processor itself reads ahead within a page; across pages, and where a loop computes more than it
/// reads, it comes too late.
/// </summary>
internal readonly unsafe struct Far : IReach
{
    private const int Line = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(void* address, int bytes)
    {
        if (!Sse.IsSupported) return;
        for (int offset = 0; offset < bytes; offset += Line) Sse.Prefetch0((byte*)address + offset);
    }
}
